/** Where products are, for what is nested in them: products themselves show what is. */
export const productPath = { kind: 'product', path: '/v2/products' };
