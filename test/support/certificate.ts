import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** Makes certificates, which node:crypto reads but doesn't write. DER as in RFC 5280, signed with ECDSA and SHA-256. */

export interface Certificate {
	/** PEM. */
	cert: string;
	/** PEM. */
	key: string;
	/** For signing others. */
	privateKey: KeyObject;
	commonName: string;
}

interface CertificateOptions {
	/** The host that it is for, or a name for an authority. */
	commonName: string;
	/** The authority that signs it; it signs itself without one. */
	issuer?: Certificate;
	isAuthority?: boolean;
	validFrom?: Date;
	validTo?: Date;
}

const DAY_MS = 86_400_000;

function der(tag: number, ...contents: Buffer[]): Buffer {
	const body = Buffer.concat(contents);
	const { length } = body;
	const bytes =
		length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...bytes]), body]);
}

const sequence = (...contents: Buffer[]) => der(0x30, ...contents);
const set = (...contents: Buffer[]) => der(0x31, ...contents);
const integer = (...bytes: number[]) => der(0x02, Buffer.from(bytes));
const octets = (content: Buffer) => der(0x04, content);
const bits = (content: Buffer) => der(0x03, Buffer.from([0]), content);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const TRUE = der(0x01, Buffer.from([0xff]));

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const SUBJECT_ALT_NAME = oid('551d11');
const BASIC_CONSTRAINTS = oid('551d13');

const nameOf = (commonName: string) =>
	sequence(set(sequence(COMMON_NAME, der(0x0c, Buffer.from(commonName)))));

/** UTCTime: YYMMDDHHMMSSZ. */
const time = (date: Date) =>
	der(0x17, Buffer.from(date.toISOString().slice(2, 19).replace(/[-T:]/g, '') + 'Z'));

const pem = (content: Buffer) =>
	`-----BEGIN CERTIFICATE-----\n${content.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

let serial = 0;

export function makeCertificate({
	commonName,
	issuer,
	isAuthority = false,
	validFrom = new Date(Date.now() - DAY_MS),
	validTo = new Date(Date.now() + DAY_MS),
}: CertificateOptions): Certificate {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const extension = isAuthority
		? sequence(BASIC_CONSTRAINTS, TRUE, octets(sequence(TRUE)))
		: sequence(SUBJECT_ALT_NAME, octets(sequence(der(0x82, Buffer.from(commonName)))));
	const content = sequence(
		der(0xa0, integer(2)),
		integer(++serial),
		ECDSA_WITH_SHA256,
		nameOf(issuer?.commonName ?? commonName),
		sequence(time(validFrom), time(validTo)),
		nameOf(commonName),
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, sequence(extension)),
	);
	const signature = sign('sha256', content, issuer?.privateKey ?? privateKey);
	return {
		cert: pem(sequence(content, ECDSA_WITH_SHA256, bits(signature))),
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		privateKey,
		commonName,
	};
}
