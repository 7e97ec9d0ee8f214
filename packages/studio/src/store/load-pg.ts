/** The client of PostgreSQL. It stays outside a bundle of the command line, which takes its parts for modules of the other kind. */
export const loadPg = async () => (await import('pg')).default;
