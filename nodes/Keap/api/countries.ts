/** ISO 3166-1: alpha-2 and alpha-3 codes, one after the other. */
const CODES =
	'AFAFG ALALB DZDZA ASASM ADAND AOAGO AIAIA AQATA AGATG ARARG AMARM AWABW AUAUS ATAUT AZAZE BSBHS BHBHR BDBGD BBBRB BYBLR BEBEL BZBLZ BJBEN BMBMU BTBTN BOBOL BQBES BABIH BWBWA BVBVT BRBRA IOIOT BNBRN BGBGR BFBFA BIBDI CVCPV KHKHM CMCMR CACAN KYCYM CFCAF TDTCD CLCHL CNCHN CXCXR CCCCK COCOL KMCOM CGCOG CDCOD CKCOK CRCRI CICIV HRHRV CUCUB CWCUW CYCYP CZCZE DKDNK DJDJI DMDMA DODOM ECECU EGEGY SVSLV GQGNQ ERERI EEEST SZSWZ ETETH FKFLK FOFRO FJFJI FIFIN FRFRA GFGUF PFPYF TFATF GAGAB GMGMB GEGEO DEDEU GHGHA GIGIB GRGRC GLGRL GDGRD GPGLP GUGUM GTGTM GGGGY GNGIN GWGNB GYGUY HTHTI HMHMD VAVAT HNHND HKHKG HUHUN ISISL ININD IDIDN IRIRN IQIRQ IEIRL IMIMN ILISR ITITA JMJAM JPJPN JEJEY JOJOR KZKAZ KEKEN KIKIR KPPRK KRKOR KWKWT KGKGZ LALAO LVLVA LBLBN LSLSO LRLBR LYLBY LILIE LTLTU LULUX MOMAC MGMDG MWMWI MYMYS MVMDV MLMLI MTMLT MHMHL MQMTQ MRMRT MUMUS YTMYT MXMEX FMFSM MDMDA MCMCO MNMNG MEMNE MSMSR MAMAR MZMOZ MMMMR NANAM NRNRU NPNPL NLNLD NCNCL NZNZL NINIC NENER NGNGA NUNIU NFNFK MKMKD MPMNP NONOR OMOMN PKPAK PWPLW PSPSE PAPAN PGPNG PYPRY PEPER PHPHL PNPCN PLPOL PTPRT PRPRI QAQAT REREU ROROU RURUS RWRWA BLBLM SHSHN KNKNA LCLCA MFMAF PMSPM VCVCT WSWSM SMSMR STSTP SASAU SNSEN RSSRB SCSYC SLSLE SGSGP SXSXM SKSVK SISVN SBSLB SOSOM ZAZAF GSSGS SSSSD ESESP LKLKA SDSDN SRSUR SJSJM SESWE CHCHE SYSYR TWTWN TJTJK TZTZA THTHA TLTLS TGTGO TKTKL TOTON TTTTO TNTUN TRTUR TMTKM TCTCA TVTUV UGUGA UAUKR AEARE GBGBR USUSA UMUMI UYURY UZUZB VUVUT VEVEN VNVNM VGVGB VIVIR WFWLF EHESH YEYEM ZMZMB ZWZWE';

/** Names in everyday use, and those of ISO 3166-1 that the runtime words otherwise; as `foldedPlace` has them. */
const ALIASES: Record<string, string> = {
	'united states of america': 'US',
	'hong kong': 'HK',
	macao: 'MO',
	macau: 'MO',
	burma: 'MM',
	'cabo verde': 'CV',
	swaziland: 'SZ',
	'east timor': 'TL',
	'viet nam': 'VN',
	'republic of ireland': 'IE',
	'republic of korea': 'KR',
	'korea, republic of': 'KR',
	'peoples republic of china': 'CN',
	'russian federation': 'RU',
	'syrian arab republic': 'SY',
	'iran, islamic republic of': 'IR',
	'tanzania, united republic of': 'TZ',
	'moldova, republic of': 'MD',
	'taiwan, province of china': 'TW',
	'brunei darussalam': 'BN',
	'lao peoples democratic republic': 'LA',
	'democratic republic of the congo': 'CD',
	'dr congo': 'CD',
	'republic of the congo': 'CG',
	palestine: 'PS',
	'holy see': 'VA',
	vatican: 'VA',
	'virgin islands, us': 'VI',
	'virgin islands, british': 'VG',
	turkiye: 'TR',
	america: 'US',
	uk: 'GB',
	'great britain': 'GB',
	england: 'GB',
	scotland: 'GB',
	wales: 'GB',
	'northern ireland': 'GB',
	holland: 'NL',
	'czech republic': 'CZ',
	turkey: 'TR',
	russia: 'RU',
	'south korea': 'KR',
	korea: 'KR',
	macedonia: 'MK',
	'ivory coast': 'CI',
	uae: 'AE',
};

export interface CountryCodes {
	alpha2: string;
	alpha3: string;
}

/** A name without what people write in different ways: accents, apostrophes, full stops, hyphens, and, Saint, the. */
export const foldedPlace = (name: string): string =>
	name
		.normalize('NFD')
		.toLowerCase()
		.replace(/[\p{M}.'’]/gu, '')
		.replace(/&/g, ' and ')
		.replace(/-/g, ' ')
		.replace(/\bsaint\b/g, 'st')
		.replace(/^the\s/, '')
		.replace(/\s+/g, ' ')
		.trim();

function index(): Map<string, CountryCodes> {
	const names = new Intl.DisplayNames(['en'], { type: 'region' });
	const known = new Map<string, CountryCodes>();
	for (const pair of CODES.split(' ')) {
		const codes = { alpha2: pair.slice(0, 2), alpha3: pair.slice(2) };
		known.set(codes.alpha2.toLowerCase(), codes);
		known.set(codes.alpha3.toLowerCase(), codes);
		const name = names.of(codes.alpha2);
		if (!name) continue;
		// Such as Myanmar (Burma), which goes by either.
		known.set(foldedPlace(name), codes);
		known.set(foldedPlace(name.replace(/\s*\(.*\)/, '')), codes);
	}
	for (const [alias, alpha2] of Object.entries(ALIASES)) {
		const codes = known.get(alpha2.toLowerCase());
		if (codes) known.set(alias, codes);
	}
	return known;
}

let known: Map<string, CountryCodes> | undefined;

/** The codes of a country given by its English name, or its two or three letter code. */
export function findCountry(nameOrCode: string): CountryCodes | undefined {
	known ??= index();
	const name = foldedPlace(nameOrCode);
	// U.S.A. is a code, Co. is not.
	const isCode = /^[a-z]{2,3}$/.test(name);
	const isWritten = /^\s*([a-z]{2,3}|([a-z]\.){2,3})\s*$/i.test(nameOrCode);
	return isCode && !isWritten ? undefined : known.get(name);
}
