export interface A {
	name: string;
}
