import { CrumbHere } from '../../kit/page/crumb.tsx'

/** Breadcrumb of the installation's settings. */
export const SettingsCrumb = () => <CrumbHere>Settings</CrumbHere>
