import { CrumbHere } from '../shell/crumb.tsx'

/** The settings of the installation. */
export const SettingsCrumb = () => <CrumbHere>Settings</CrumbHere>
