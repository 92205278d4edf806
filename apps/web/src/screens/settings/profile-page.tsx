import { Facts } from '../../features/history/facts.tsx'
import { SettingsPage, SettingsPart } from '../../kit/page/settings-part.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { formatRole, roleChoices } from './format-member.ts'
import { OwnPasswordForm } from './own-password-form.tsx'

/** Page with the profile and password of the current member. */
export const ProfilePage = () => {
  usePageTitle('Profile')
  const { name, role } = usePerson()
  return (
    <SettingsPage title="Profile">
      <SettingsPart title="You">
        <Facts
          label="Your account"
          facts={[
            ['Name', name],
            [
              'Role',
              <>
                {formatRole(role)}
                <span className="block text-small text-ink-3">
                  {roleChoices.find(({ value }) => value === role)?.description}
                </span>
              </>
            ]
          ]}
        />
      </SettingsPart>
      <SettingsPart
        title="Password"
        about="Changing your password ends your sessions in other browsers and revokes your API keys. You stay signed in here."
      >
        <OwnPasswordForm name={name} />
      </SettingsPart>
    </SettingsPage>
  )
}
