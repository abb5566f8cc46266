/** Pages whose path is not the name of their folder. */
const elsewhere: Record<string, string> = { dashboard: '/', signin: '/login', tool: '/tools/:id' };

/** The path of the page that a file holds, by its folder below `features`; undefined for what is no page. */
export function pathOf(file: string): string | undefined {
  const folder = /\/features\/([^/]+)\/[^/]+Page(?:\.tsx)?$/.exec(file)?.[1];
  return folder === undefined ? undefined : (elsewhere[folder] ?? `/${folder}`);
}
