import { merchantRoutes } from './merchants';
import { paymentMethodRoutes } from './methods';
import { orderRoutes } from './orders';
import { paymentRoutes } from './payments';
import { v1SalesRoutes } from './v1';

export const saleRoutes = [
	...orderRoutes,
	...paymentRoutes,
	...paymentMethodRoutes,
	...merchantRoutes,
	...v1SalesRoutes,
];
