import { CrumbHere } from '../../kit/page/crumb.tsx'

/** The settings of the installation. */
export const SettingsCrumb = () => <CrumbHere>Settings</CrumbHere>
