import { parentNotChosen } from '../../nodes/Keap/messages/editorErrors';
import { byId, fromList } from '../operations/support';
import { refusal, useEditor } from './support';

const keap = useEditor();

const found = async (search: string, parameters = {}, typed?: string) =>
	(await keap.search(search, typed, { parameters })).results;

it('automations are found by a part of their name, drafts marked', async () => {
	expect(await found('searchAutomations', {}, 'back')).toEqual([
		{ name: 'Win Back (draft)', value: '4' },
	]);
	expect(keap.filters()).toEqual(['name==back']);
	expect((await found('searchCampaigns', {}, 'new')).map(({ name }) => name)).toEqual([
		'Welcome New Leads',
	]);
});

it('sequences and goals are those of the automation or campaign that is chosen', async () => {
	const sequences = [
		{ name: 'Welcome Emails', value: '1' },
		{ name: 'Call the Lead', value: '2' },
	];
	const automationId = fromList(1);
	expect(await found('searchAutomationSequences', { automationId })).toEqual(sequences);
	expect(await found('searchCampaignSequences', { campaignId: byId(1) })).toEqual(sequences);
	expect((await found('searchAutomationGoals', { automationId })).map(({ name }) => name)).toEqual([
		'Form Submitted (WebForm)',
		'Asked for a Call (Tag)',
		'Opted In on the Blog (WordPress)',
	]);
	expect((await refusal(found('searchAutomationSequences'))).message).toContain(
		parentNotChosen(['Automation']).message,
	);
});

it('fields of a report stand for their names', async () => {
	expect(await found('searchReportFields', { reportId: byId(1) }, 'name')).toEqual([
		{ name: 'First Name', value: 'FirstName' },
		{ name: 'Last Name', value: 'LastName' },
	]);
});

it('WordPress options stand for their keys', async () => {
	expect(await found('searchWordPressOptions', {}, 'news')).toEqual([
		{ name: 'Newsletter Opt-In (NewsletterOptIn)', value: 'NewsletterOptIn' },
	]);
});
