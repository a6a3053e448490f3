import type { Route } from '../types';
import { allAffiliateRoutes } from './affiliates';
import { automationRoutes } from './automations';
import { appointmentRoutes } from './appointments';
import { companyRoutes } from './companies';
import { contactRoutes } from './contacts';
import { customFieldRoutes } from './custom-fields';
import { discountRoutes } from './discounts';
import { emailAddressRoutes } from './email-addresses';
import { emailRoutes } from './emails';
import { fileRoutes } from './files';
import { formRoutes } from './forms';
import { leadSourceRoutes } from './lead-sources';
import { linkRoutes } from './links';
import { noteRoutes } from './notes';
import { opportunityRoutes } from './opportunities';
import { catalogRoutes } from './products';
import { reportRoutes } from './reports';
import { saleRoutes } from './sales';
import { settingRoutes } from './settings';
import { subscriptionRoutes } from './subscriptions';
import { tagRoutes } from './tags';
import { taskRoutes } from './tasks';
import { userRoutes } from './users';
import { v1Routes } from './v1';

/** Every path the sandbox has. */
export const allRoutes: Route[] = [
	...allAffiliateRoutes,
	...automationRoutes,
	...appointmentRoutes,
	...catalogRoutes,
	...companyRoutes,
	...contactRoutes,
	...customFieldRoutes,
	...discountRoutes,
	...emailAddressRoutes,
	...emailRoutes,
	...fileRoutes,
	...formRoutes,
	...leadSourceRoutes,
	...linkRoutes,
	...noteRoutes,
	...opportunityRoutes,
	...reportRoutes,
	...saleRoutes,
	...settingRoutes,
	...subscriptionRoutes,
	...tagRoutes,
	...taskRoutes,
	...userRoutes,
	...v1Routes,
];

/** Fixed words before parameters in the same place: `files/{id}:data` before `files/{id}`. */
export const bySpecificity = (routes: Route[]): Route[] =>
	routes.toSorted(({ path: a }, { path: b }) => {
		const [left, right] = [sortable(a), sortable(b)];
		return left < right ? -1 : left > right ? 1 : 0;
	});

/** The tilde comes after everything else that paths are made of. */
const sortable = (path: string) => path.replace(/\{\w+\}(?=\/|$)/g, '~~').replace(/\{\w+\}/g, '~');
