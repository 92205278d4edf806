import { CrumbHere } from '../shell/crumb.tsx'

/** The start page, while one is there. */
export const HomeCrumb = () => <CrumbHere>Home</CrumbHere>
