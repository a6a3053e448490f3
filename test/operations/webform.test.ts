import { useKeap } from '../support/keap';
import { expectKeapError } from '../support/errors';
import { byId, group, lastSent, output } from './support';

const keap = useKeap();

it('lists, filtered and sorted', async () => {
	const result = await keap.run({
		resource: 'webform',
		operation: 'getMany',
		returnAll: true,
		filters: { webformType: 'Funnel', sinceCreateTime: '2020-01-01' },
		sort: group({ field: 'update_time', direction: 'desc' }),
	});
	expect(lastSent(keap)).toMatchObject({
		call: 'GET /v2/webforms',
		query: {
			filter: 'webform_type==funnel;since_create_time==2020-01-01T00:00:00.000Z',
			order_by: 'update_time desc',
			page_size: '1000',
		},
	});
	expect(output(result)).toMatchObject([
		{
			name: 'Newsletter Signup',
			webform_type: 'FUNNEL',
			url: 'https://keap-sandbox.example/app/form/newsletter-signup',
		},
	]);
});

describe('HTML', () => {
	const html = (webform: object) => ({
		resource: 'webform',
		operation: 'getHtml',
		webformId: webform as never,
	});

	it('is returned though it is a whole page', async () => {
		const named = { __rl: true, mode: 'name', value: 'Contact Us' };
		const [form] = output(await keap.run(html(named)));
		expect(keap.calls()).toEqual(['GET /v2/webforms', 'GET /v2/webforms/2:data']);
		expect(form).toEqual({ html: expect.stringContaining('<title>Contact Us</title>') });
		expect(form?.html).toMatch(/^<!DOCTYPE html>\n.*<form .*<\/html>\n$/);
	});

	it('of a form that is not there is an error', async () => {
		expectKeapError(await keap.run(html(byId(99))), 0, 'notFound');
	});
});
