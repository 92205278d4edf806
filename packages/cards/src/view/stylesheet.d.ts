/** Styles that a component imports; the bundler places them beside its code. */
declare module '*.css'
