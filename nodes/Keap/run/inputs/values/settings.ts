import { notALocale, notATimeZone } from '../../../messages/inputErrors';

/** Texts that stand for settings of a person. */

/**
 * A time zone by its IANA name.
 * @throws InputError for what is none
 */
export function toTimeZone(text: string, label: string): string {
	const zone = text.trim();
	try {
		new Intl.DateTimeFormat('en-US', { timeZone: zone });
	} catch {
		throw notATimeZone(label, zone, Intl.supportedValuesOf('timeZone'));
	}
	return zone;
}

const LOCALE = /^([a-z]{2,3})(?:[_-]([a-z]{2}))?$/i;

/**
 * A language with its country as Keap writes it, en_US.
 * @throws InputError for what is none
 */
export function toLocale(text: string, label: string): string {
	const [, language, country] = LOCALE.exec(text.trim()) ?? [];
	if (language === undefined) throw notALocale(label, text);
	return [language.toLowerCase(), country?.toUpperCase()].filter(Boolean).join('_');
}
