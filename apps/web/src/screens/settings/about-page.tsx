import { Facts } from '../../features/history/facts.tsx'
import { SettingsPage, SettingsPart } from '../../kit/page/settings-part.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'

/** Version of the product, set by the build. */
const version = String(import.meta.env.VITE_VERSION)

/** Page with the product's version and licence. */
export const AboutPage = () => {
  usePageTitle('About')
  return (
    <SettingsPage title="About">
      <SettingsPart
        title="Hookwright"
        about="A self-hosted visual builder of connectors for services that send events."
      >
        <Facts
          label="About this installation"
          facts={[
            ['Version', version],
            ['Licence', 'Apache License 2.0']
          ]}
        />
      </SettingsPart>
      <SettingsPart
        title="Trademarks"
        about="Names and logos of services are trademarks of their owners. They only show which service a connector is for. Hookwright is neither affiliated with these companies nor endorsed by them."
      >
        <Facts
          label="Sources of logos and icons"
          facts={[
            ['Logos', 'Simple Icons, CC0 1.0'],
            ['Icons', 'Lucide, ISC']
          ]}
        />
      </SettingsPart>
    </SettingsPage>
  )
}
