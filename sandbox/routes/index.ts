import type { Store } from '../store';
import type { Route } from '../types';
import { companyRoutes } from './companies';
import { contactRoutes } from './contacts';
import { customFieldRoutes } from './custom-fields';
import { emailAddressRoutes } from './email-addresses';
import { emailRoutes } from './emails';
import { fileRoutes } from './files';
import { linkRoutes } from './links';
import { noteRoutes } from './notes';
import { opportunityRoutes } from './opportunities';
import { settingRoutes } from './settings';
import { tagRoutes } from './tags';
import { taskRoutes } from './tasks';
import { userRoutes } from './users';
import { v1Routes } from './v1';

/** Every path the sandbox answers. Fixed words stand before parameters in the same place. */
export const allRoutes = (store: Store): Route[] => [
	...customFieldRoutes(store),
	...linkRoutes(store),
	...tagRoutes(store),
	...contactRoutes(store),
	...companyRoutes(store),
	...noteRoutes(store),
	...taskRoutes(store),
	...userRoutes(store),
	...emailRoutes(store),
	...emailAddressRoutes(store),
	...fileRoutes(store),
	...opportunityRoutes(store),
	...settingRoutes(store),
	...v1Routes(store),
];
