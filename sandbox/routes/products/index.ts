import { productCategoryRoutes } from './categories';
import { productOptionRoutes } from './options';
import { subscriptionPlanRoutes } from './plans';
import { productRoutes } from './products';

export const catalogRoutes = [
	...productRoutes,
	...productOptionRoutes,
	...subscriptionPlanRoutes,
	...productCategoryRoutes,
];
