import type { IBinaryData } from 'n8n-workflow';

/** The name of a file; of one that has none, `otherwise` with the extension that n8n found for it. */
export const fileNameOf = ({ fileName, fileExtension }: IBinaryData, otherwise: string): string =>
	fileName ?? (fileExtension ? `${otherwise}.${fileExtension}` : otherwise);
