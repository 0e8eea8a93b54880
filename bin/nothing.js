// Stands in for packages that the bundle must not carry (see build.js).
// biome-ignore lint/style/noDefaultExport: the package that it stands in for is imported by its default export
export default undefined;
