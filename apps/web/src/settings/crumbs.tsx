/** The settings of the installation. */
export const SettingsCrumb = () => (
  <span aria-current="page" className="truncate px-1 text-ink">
    Settings
  </span>
)
