/** Where the pages of the user guide stand. */

const GUIDE = 'https://github.com/perigee/perigee/blob/main/docs/guide';

export const guideAddress = (page: 'api-keys'): string => `${GUIDE}/${page}.md`;
