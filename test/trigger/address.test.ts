import { obstacle } from '../../nodes/Keap/trigger/hooks/address';

describe('a workflow that Keap can not reach', () => {
	it.each([
		['10.example.com', undefined],
		['127.0.0.1.nip.io', undefined],
		['172.32.0.1', undefined],
		['10.0.0.1', 'private'],
		['172.31.0.1', 'private'],
		['192.168.1.5:5678', 'private'],
		['n8n', 'private'],
		['n8n.local', 'private'],
		['[::1]', 'private'],
		['[fd00::1]', 'private'],
	])('is told that %s is private only if it is', (host, expected) => {
		expect(obstacle(`https://${host}/webhook`)).toBe(expected);
	});
});
