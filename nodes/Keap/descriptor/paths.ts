/** The names in a path: `/v2/contacts/{contactId}` has `contactId`. */
export type PathParameters<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
	? Name | PathParameters<Rest>
	: never;

/** A path whose parameters are all known by name; for others, the type says which one isn't. */
export type PathOf<P extends string, Names extends string> = [PathParameters<P>] extends [Names]
	? P
	: { noInputIsCalled: Exclude<PathParameters<P>, Names> };

/** A path that has a certain parameter among others; for others, the type says what it lacks. */
export type PathWith<P extends string, Name extends string, Others extends string> = [
	Name,
] extends [PathParameters<P>]
	? PathOf<P, Name | Others>
	: { thePathLacks: Name };
