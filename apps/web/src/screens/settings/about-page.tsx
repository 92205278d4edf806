import { Facts } from '../../features/history/facts.tsx'
import { SettingsPage, SettingsPart } from '../../kit/page/settings-part.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'

/** That of the product, as the build has read it. */
const version = String(import.meta.env.VITE_VERSION)

/** What this is, and under which terms. */
export const AboutPage = () => {
  usePageTitle('About')
  return (
    <SettingsPage title="About">
      <SettingsPart
        title="Hookwright"
        about="A visual builder of connectors for services that send events, on one’s own machine."
      >
        <Facts
          label="About this installation"
          facts={[
            ['Version', version],
            ['Licence', 'Apache License 2.0']
          ]}
        />
      </SettingsPart>
    </SettingsPage>
  )
}
