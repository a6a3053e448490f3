import { affiliateRoutes } from './affiliates';
import { commissionRoutes } from './commissions';
import { earningRoutes } from './earnings';
import { affiliateLinkRoutes } from './links';
import { programRoutes } from './programs';
import { referralRoutes } from './referrals';

/** Affiliates, which Max Classic calls referral partners, and what they earn. */
export const allAffiliateRoutes = [
	...affiliateRoutes,
	...affiliateLinkRoutes,
	...commissionRoutes,
	...earningRoutes,
	...programRoutes,
	...referralRoutes,
];
