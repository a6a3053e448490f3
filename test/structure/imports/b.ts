import type { A } from './a';

export interface B {
	of: A;
}
