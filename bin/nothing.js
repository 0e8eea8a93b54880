// Stands in for packages that the bundle must not carry (see build.js).
export default undefined;
