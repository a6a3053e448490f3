import type { Store } from '../store';
import { seedAccount } from './account';
import { seedAppointments } from './appointments';
import { seedCatalog } from './catalog';
import { seedContacts } from './contacts';
import { seedLeadSources } from './lead-sources';
import { seedActivities, seedCompanies, seedSettings } from './records';

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
			seedLeadSources(store);
		}
	});
	seedContacts(store, contacts);
	if (records) {
		seedActivities(store);
		seedAppointments(store);
	}
}
