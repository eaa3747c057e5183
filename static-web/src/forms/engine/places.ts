import type { Text } from './types'

export type Region = 'HK' | 'KLN' | 'NT'

/** The 18 districts, with the region that each lies in. */
export const districts: readonly { code: string; region: Region; name: Text }[] = [
  { code: 'A', region: 'HK', name: { en: 'Central & Western', tc: '中西區', sc: '中西区' } },
  { code: 'B', region: 'HK', name: { en: 'Wan Chai', tc: '灣仔區', sc: '湾仔区' } },
  { code: 'C', region: 'HK', name: { en: 'Eastern', tc: '東區', sc: '东区' } },
  { code: 'D', region: 'HK', name: { en: 'Southern', tc: '南區', sc: '南区' } },
  { code: 'E', region: 'KLN', name: { en: 'Yau Tsim Mong', tc: '油尖旺區', sc: '油尖旺区' } },
  { code: 'F', region: 'KLN', name: { en: 'Sham Shui Po', tc: '深水埗區', sc: '深水埗区' } },
  { code: 'G', region: 'KLN', name: { en: 'Kowloon City', tc: '九龍城區', sc: '九龙城区' } },
  { code: 'H', region: 'KLN', name: { en: 'Wong Tai Sin', tc: '黃大仙區', sc: '黄大仙区' } },
  { code: 'J', region: 'KLN', name: { en: 'Kwun Tong', tc: '觀塘區', sc: '观塘区' } },
  { code: 'K', region: 'NT', name: { en: 'Tsuen Wan', tc: '荃灣區', sc: '荃湾区' } },
  { code: 'L', region: 'NT', name: { en: 'Tuen Mun', tc: '屯門區', sc: '屯门区' } },
  { code: 'M', region: 'NT', name: { en: 'Yuen Long', tc: '元朗區', sc: '元朗区' } },
  { code: 'N', region: 'NT', name: { en: 'North', tc: '北區', sc: '北区' } },
  { code: 'P', region: 'NT', name: { en: 'Tai Po', tc: '大埔區', sc: '大埔区' } },
  { code: 'Q', region: 'NT', name: { en: 'Sai Kung', tc: '西貢區', sc: '西贡区' } },
  { code: 'R', region: 'NT', name: { en: 'Sha Tin', tc: '沙田區', sc: '沙田区' } },
  { code: 'S', region: 'NT', name: { en: 'Kwai Tsing', tc: '葵青區', sc: '葵青区' } },
  { code: 'T', region: 'NT', name: { en: 'Islands', tc: '離島區', sc: '离岛区' } },
]

export const regions: readonly Region[] = ['HK', 'KLN', 'NT']

/** ISO 3166-1 alpha-2 without Hong Kong: the countries and territories of an address abroad. */
export const countries: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR ' +
  'CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HM HN HR HT HU ID ' +
  'IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR ' +
  'MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ ' +
  'SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ')
