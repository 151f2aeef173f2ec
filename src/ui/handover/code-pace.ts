/** How many codes are shown a second: a camera sees each several times, and nothing flashes. */
export const CODES_A_SECOND = 4
