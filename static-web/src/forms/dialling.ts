/** Country calling codes (ITU-T E.164) by territory; the territory that a shared code is mostly used for comes first. */
const table =
  'HK852 MO853 CN86 TW886 GB44 US1 CA1 AU61 SG65 MY60 JP81 KR82 TH66 PH63 ID62 VN84 IN91 NZ64 AD376 AE971 AF93 AL355 AM374 AO244 AR54 AT43 AW297 AZ994 BA387 BD880 BE32 BF226 ' +
  'BG359 BH973 BI257 BJ229 BN673 BO591 BR55 BT975 BW267 BY375 BZ501 CD243 CF236 CG242 CH41 CI225 CK682 CL56 CM237 CO57 CR506 CU53 CV238 CW599 CY357 CZ420 DE49 DJ253 DK45 DZ213 ' +
  'EC593 EE372 EG20 ER291 ES34 ET251 FI358 FJ679 FK500 FM691 FO298 FR33 GA241 GE995 GF594 GH233 GI350 GL299 GM220 GN224 GP590 GQ240 GR30 GT502 GW245 GY592 HN504 HR385 HT509 HU36 ' +
  'IE353 IL972 IQ964 IR98 IS354 IT39 JO962 KE254 KG996 KH855 KI686 KM269 KP850 KW965 KZ7 LA856 LB961 LI423 LK94 LR231 LS266 LT370 LU352 LV371 LY218 MA212 MC377 MD373 ME382 MG261 ' +
  'MH692 MK389 ML223 MM95 MN976 MQ596 MR222 MT356 MU230 MV960 MW265 MX52 MZ258 NA264 NC687 NE227 NG234 NI505 NL31 NO47 NP977 NR674 NU683 OM968 PA507 PE51 PF689 PG675 PK92 PL48 PM508 ' +
  'PS970 PT351 PW680 PY595 QA974 RE262 RO40 RS381 RU7 RW250 SA966 SB677 SC248 SD249 SE46 SH290 SI386 SK421 SL232 SM378 SN221 SO252 SR597 SS211 ST239 SV503 SY963 SZ268 TD235 TG228 ' +
  'TJ992 TK690 TL670 TM993 TN216 TO676 TR90 TV688 TZ255 UA380 UG256 UY598 UZ998 VA379 VE58 VU678 WF681 WS685 YE967 ZA27 ZM260 ZW263';

export const dialling: readonly { territory: string; code: string }[] = table.split(' ').map(entry => ({ territory: entry.slice(0, 2), code: entry.slice(2) }));

/** Splits `+447700900123` into the territory and what is dialled there; Hong Kong where nothing is known yet. */
export function dialled(answer: unknown): { territory: string; rest: string } {
  const text = typeof answer === 'string' ? answer : '';
  if (!text.startsWith('+')) {
    return { territory: 'HK', rest: text };
  }

  const digits = text.slice(1);
  const found = dialling.filter(one => digits.startsWith(one.code)).sort((a, b) => b.code.length - a.code.length)[0];
  return found ? { territory: found.territory, rest: digits.slice(found.code.length) } : { territory: 'HK', rest: text };
}
