export type { B } from './b';

export const c = 'c';
