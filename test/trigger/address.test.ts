import { obstacle } from '../../nodes/Keap/trigger/hooks/address';

describe('an address that Keap is to post to', () => {
	it.each([
		'localhost:5678',
		'n8n.localhost',
		'n8n.local',
		'n8n.internal',
		'n8n.lan',
		'n8n',
		'127.0.0.1',
		'10.1.2.3',
		'192.168.1.2:5678',
		'169.254.1.2',
		'172.16.0.1',
		'172.20.0.1',
		'172.31.0.1',
		'0.0.0.0',
		'[::1]',
		'[::]',
		'[fc00::1]',
		'[fd12::1]',
		'[fe80::1]',
	])('is private: %s', (host) => {
		expect(obstacle(`https://${host}/webhook`)).toBe('private');
	});

	it.each([
		'n8n.example.com',
		'localhost.example.com',
		'local.example',
		'10.example.com',
		'127.0.0.1.nip.io',
		'11.1.2.3',
		'172.15.0.1',
		'172.32.0.1',
		'192.169.1.2',
		'[2001:db8::1]',
	])('is public, and needs https: %s', (host) => {
		expect(obstacle(`https://${host}/webhook`)).toBeUndefined();
		expect(obstacle(`http://${host}/webhook`)).toBe('notSecure');
	});
});
