import { CrumbHere } from '../../kit/page/crumb.tsx'

/** Breadcrumb of the start page. */
export const HomeCrumb = () => <CrumbHere>Home</CrumbHere>
