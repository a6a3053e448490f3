import { filter, start, type Harness } from './support';

let keap: Harness;

beforeAll(async () => {
	keap = await start({ contacts: 5 });
});
afterAll(async () => await keap.sandbox.close());

const PROGRAMS = '/v2/affiliates/commissionPrograms';

it('names affiliates after their contacts, and shows no password', async () => {
	const { status, body } = await keap.call('POST', '/v2/affiliates', {
		code: 'MESA',
		contact_id: '4',
		password: 's3cret',
	});
	const given = String(keap.sandbox.store.get('contact', 4)?.given_name);
	expect(status).toBe(201);
	expect(body).toMatchObject({ status: 'INACTIVE', name: expect.stringContaining(given) });
	expect(body).not.toHaveProperty('password');
});

it.each(['ab', '4MESA', 'ME SA', 'MESA2025'])('refuses the code %s', async (code) => {
	const { status } = await keap.call('POST', '/v2/affiliates', { code, contact_id: '4' });
	expect(status).toBe(400);
});

it('takes shorter codes in updates', async () => {
	const { body } = await keap.call('PATCH', '/v2/affiliates/3', { code: 'CN' });
	expect(body.code).toBe('CN');
});

it('finds affiliates by whom they referred', async () => {
	const { body } = await keap.get(`/v2/affiliates?${filter('referral_contact_id==2')}`);
	expect(body.affiliates).toMatchObject([{ id: '1' }]);
});

it('replaces links whole', async () => {
	const link = { name: 'Club', code: 'club', website_address: 'https://example.com' };
	const { body } = await keap.call('PATCH', '/v2/affiliates/redirects/1', link);
	expect(body).toMatchObject(link);
	expect(body).not.toHaveProperty('affiliate_id');
	expect((await keap.call('PATCH', '/v2/affiliates/redirects/1', { name: 'Club' })).status).toBe(
		400,
	);
});

describe('commissions', () => {
	const path = `${PROGRAMS}/productCommissionPrograms/2`;

	it('are given in texts, and replaced level by level', async () => {
		const level = (value: unknown) => ({ product_id: '1', level_1: { sale_percent: value } });
		expect((await keap.call('PATCH', path, level(12.5))).status).toBe(400);
		const { body } = await keap.call('PATCH', `${path}?update_mask=level_1`, level('12.5'));
		expect(body.product_commissions).toMatchObject([
			{ product_id: '1', product_price: 149, level_1: { sale_percent: 12.5 } },
		]);
		expect(body.product_commissions?.[0]?.level_1).not.toHaveProperty('sale_amount');
	});

	it('are masked by what is paid', async () => {
		const call = await keap.call('PATCH', `${path}?update_mask=product_id`, { product_id: '1' });
		expect(call.status).toBe(400);
	});

	it('exist once for each product', async () => {
		expect((await keap.call('POST', path, { product_id: '1' })).status).toBe(409);
		expect((await keap.call('PATCH', path, { product_id: '2' })).status).toBe(404);
	});

	it('take the deprecated amounts as those of a sale at level 1', async () => {
		const paid = { product_id: '3', percentage: '5', dollar_amount: '2' };
		const { body } = await keap.call('POST', path, paid);
		expect(body.product_commissions?.[1]).toMatchObject({
			level_1: { sale_percent: 5, sale_amount: 2 },
		});
	});
});

it('takes resources from programs that are deleted', async () => {
	expect((await keap.call('DELETE', `${PROGRAMS}/1`)).status).toBe(204);
	const { body } = await keap.get(`${PROGRAMS}/2/resources`);
	expect(body).toMatchObject({
		resources: [{ title: 'Invitation', commission_programs: [{ commission_program_id: '2' }] }],
		next_page_token: '',
	});
});

it('sums up a period', async () => {
	const period = 'since_time==2025-11-01T00:00:00.000Z;until_time==2025-11-30T00:00:00.000Z';
	const { body } = await keap.get(
		`/v2/affiliates/summaries?${filter(`affiliate_ids==1;${period}`)}`,
	);
	expect(body.affiliate_summaries).toEqual([
		{ affiliateId: 1, amountEarned: 25, clawbacks: 0, balance: 25 },
	]);
	const { body: listed } = await keap.get(`/v2/affiliates/1:commissions?${filter(period)}`);
	expect(listed).toMatchObject({ amount_earned: 25, commission_total: 20, clawbacks: 5 });
});

it.each(['contact_id!=2', 'contact_id>=3', 'referral_partner_id<2;type==COOKIE'])(
	'filters referrals by %s',
	async (text) => {
		const { body } = await keap.get(`/v2/referrals?${filter(text)}`);
		expect(body.referrals).toMatchObject([{ contact_id: '3' }]);
	},
);

it('lists clawbacks in the way of REST v1', async () => {
	const { body } = await keap.get('/v1/affiliates/1/clawbacks?limit=1&order=DATE_EARNED');
	expect(body).toMatchObject({
		clawbacks: [{ amount: 5, contact_id: 3, sale_affiliate_id: 1 }],
		count: 1,
		next: expect.stringContaining('offset=1'),
	});
	expect((await keap.get('/v1/affiliates/1/clawbacks?since=yesterday')).status).toBe(400);
});
