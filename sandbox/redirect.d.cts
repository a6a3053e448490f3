/** Sends the calls that this process makes to Keap's hosts to `url` instead, until the returned function is called. */
export function redirectKeapTo(url: string): () => void;
