declare module 'opencc-js';
