import { productCategoryRoutes } from './categories';
import { productInterestRoutes } from './interests';
import { productOptionRoutes } from './options';
import { subscriptionPlanRoutes } from './plans';
import { productRoutes } from './products';

export const catalogRoutes = [
	...productRoutes,
	...productOptionRoutes,
	...subscriptionPlanRoutes,
	...productCategoryRoutes,
	...productInterestRoutes,
];
