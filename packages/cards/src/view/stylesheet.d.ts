/** Styles that a component brings along; whoever bundles it lays them beside its code. */
declare module '*.css'
