/** The installed browser: CHROMIUM_PATH, else the first known name on the PATH; undefined when there is none. */
export declare const findChromium: () => string | undefined
