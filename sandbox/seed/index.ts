import type { Store } from '../store';
import { seedAccount } from './account';
import { seedAffiliates } from './affiliates';
import { seedAutomations } from './automations';
import { seedAppointments } from './appointments';
import { seedCatalog } from './catalog';
import { seedContacts } from './contacts';
import { seedLeadSources } from './lead-sources';
import { seedActivities, seedCompanies, seedSettings } from './records';
import { seedSales, seedSaleSettings } from './sales';
import { seedSubscriptions } from './subscriptions';

export interface SeedOptions {
	contacts: number;
	/** Whether there is anything besides the account itself and its contacts. */
	records: boolean;
}

/** The same account at every start. */
export function seedStore(store: Store, { contacts, records }: SeedOptions): void {
	store.transaction(() => {
		seedAccount(store);
		if (records) {
			seedCompanies(store);
			seedSettings(store);
			seedCatalog(store);
			seedSaleSettings(store);
			seedLeadSources(store);
			seedAutomations(store);
		}
	});
	seedContacts(store, contacts);
	if (!records) return;
	seedActivities(store);
	seedAppointments(store);
	store.transaction(() => seedSales(store));
	seedSubscriptions(store);
	seedAffiliates(store);
}
