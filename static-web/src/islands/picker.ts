import { preferred } from '../lib/languages.ts';

location.replace(`/${preferred(navigator.languages)}/`);
