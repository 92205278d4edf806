import { expect, test } from 'vitest'
import { Branding, plainBranding, validateConnectorName } from '../connectors/connector.ts'
import { signInPresets } from '../connectors/sign-in-presets.ts'
import { presets } from '../receiving/presets.ts'
import rows from './services.json' with { type: 'json' }
import { serviceCategories, services } from './services.ts'

test('each known preset and each known sign-in belongs to a service', () => {
  expect(services.map(({ preset }) => preset.id).toSorted()).toEqual(presets.map(({ id }) => id).toSorted())
  expect(new Set(services.flatMap(({ signIn }) => signIn?.id ?? []))).toEqual(
    new Set(signInPresets.map(({ id }) => id))
  )
  expect(rows.filter(({ signIn }) => signIn !== undefined)).toHaveLength(
    services.filter(({ signIn }) => signIn !== null).length
  )
})

test('a service can give its name and its logo to a connector, and is listed in its category', () => {
  const names = services.map(({ name }) => name)
  for (const name of names)
    expect(
      validateConnectorName(
        name,
        names.filter(other => other !== name)
      )
    ).toBeNull()
  for (const { logo } of services) {
    if (logo === null) continue
    expect(Branding.parse({ ...plainBranding, logo: logo.path, accent: logo.colour }).logo).toBe(logo.path)
  }
  const places = services.map(({ category }) => serviceCategories.indexOf(category))
  expect(places).toEqual(places.toSorted((one, other) => one - other))
})

test.each(['/logos/../secret.svg', '/logo.svg', 'https://logos.example/x.svg', 'data:text/html,x'])(
  'a logo is a picture or part of the app: %s is refused',
  logo => expect(Branding.safeParse({ ...plainBranding, logo }).success).toBe(false)
)
