/** Version of the tool, as reports state it. */
export const VERSION = '0.1.0';
