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

/** Sorts fixed words before parameters in the same place: `files/{id}:data` before `files/{id}`. */
function bySpecificity({ path: a }: Route, { path: b }: Route): number {
	const [left, right] = [sortable(a), sortable(b)];
	return left < right ? -1 : left > right ? 1 : 0;
}

/** The tilde comes after everything else that paths are made of. */
const sortable = (path: string) => path.replace(/\{\w+\}(?=\/|$)/g, '~~').replace(/\{\w+\}/g, '~');

/** Every path the sandbox has, the more specific first. */
export const allRoutes: Route[] = [
	...companyRoutes,
	...contactRoutes,
	...customFieldRoutes,
	...emailAddressRoutes,
	...emailRoutes,
	...fileRoutes,
	...linkRoutes,
	...noteRoutes,
	...opportunityRoutes,
	...settingRoutes,
	...tagRoutes,
	...taskRoutes,
	...userRoutes,
	...v1Routes,
].sort(bySpecificity);
