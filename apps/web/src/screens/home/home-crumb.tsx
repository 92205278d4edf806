import { CrumbHere } from '../../kit/page/crumb.tsx'

/** The start page, while one is there. */
export const HomeCrumb = () => <CrumbHere>Home</CrumbHere>
