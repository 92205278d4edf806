import { authpingFlow, makeAcme } from '../fixtures/acme.ts'
import { admin } from '../fixtures/api.ts'
import { shoot } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'

test.setTimeout(180_000)

test.describe('nobody is the admin yet', () => {
  test.use({ isNew: true })

  test('the sign-in page has no admin, an admin, and errors', async ({ installation, visitor }) => {
    await visitor.goto('/')
    await expect(visitor.getByRole('heading', { name: 'No admin account yet' })).toBeVisible()
    await shoot(visitor, 'door-nobody-yet')
    await visitor.goto(installation.firstAdminLink)
    await visitor.getByLabel('Name').fill(admin.name)
    await visitor.getByLabel('Password').fill('passwordpassword')
    await visitor.getByRole('button', { name: 'Create admin account' }).click()
    await expect(visitor.getByText('it consists of common words')).toBeVisible()
    await shoot(visitor, 'door-first-admin')
    await visitor.getByLabel('Password').fill(admin.password)
    await visitor.getByRole('button', { name: 'Create admin account' }).click()
    await expect(visitor.getByRole('heading', { name: 'Welcome to Hookwright' })).toBeVisible()
    await visitor.goto('/connectors')
    await expect(visitor.getByRole('heading', { name: 'Build your first connector' })).toBeVisible()
    await shoot(visitor, 'builder-empty')
    await visitor.context().clearCookies()
    await visitor.goto('/sign-in')
    await visitor.getByLabel('Name').fill(admin.name)
    await visitor.getByLabel('Password').fill('wrong')
    await visitor.getByRole('button', { name: 'Sign in' }).click()
    await expect(visitor.getByRole('alert')).toBeVisible()
    await shoot(visitor, 'door-sign-in')
  })
})

test('the Builder', async ({ api, page, installation }) => {
  const id = await makeAcme(api, installation.practice)
  for (const name of [
    'Birch Payroll',
    'Cedar Support Desk with a name that goes on and on',
    'Dune_Files-2'
  ]) {
    await api.mutate('connectors.create', { name })
  }
  await api.mutate('connectors.describe', {
    connectorId: id,
    name: 'Acme HR',
    description: 'People and their jobs at Acme: who comes, who goes, who moves.',
    branding: { accent: '#0f766e', docsUrl: 'https://docs.acme.example', logo: null }
  })
  await page.goto('/connectors')
  await expect(page.getByRole('link', { name: 'Acme HR', exact: true })).toBeVisible()
  await shoot(page, 'builder-list')

  await page.getByRole('button', { name: 'New connector' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('A/B')
  await shoot(page, 'dialog-new-connector')

  await page.goto(`/connectors/${id}/overview`)
  await expect(page.getByRole('heading', { name: 'Acme HR' })).toBeVisible()
  await shoot(page, 'overview')
  await page.goto(`/connectors/${id}/settings`)
  await page.getByLabel('Documentation URL').fill('acme')
  await page.getByLabel('Authentication type').scrollIntoViewIfNeeded()
  await shoot(page, 'connector-unsaved')
  await page.getByRole('button', { name: 'Discard' }).click()

  await page.getByLabel('Authentication type').click()
  await page.getByRole('option', { name: /Custom parameters/ }).click()
  await page.getByRole('button', { name: 'Add field' }).click()
  await page.getByRole('group', { name: 'Field this field' }).getByLabel('Label').fill('Region')
  await page.getByRole('group', { name: 'Field Region' }).getByLabel('Field type').click()
  await page.getByRole('option', { name: 'Dropdown' }).click()
  await page.getByRole('button', { name: 'Add parameter' }).click()
  await page.getByRole('button', { name: 'Add parameter' }).scrollIntoViewIfNeeded()
  await shoot(page, 'connector-custom')
  await page.getByLabel('Authentication type').click()
  await shoot(page, 'connector-select')
  await page.keyboard.press('Escape')
  await page
    .getByRole('navigation', { name: 'Pages of Acme HR' })
    .getByRole('link', { name: 'Events and actions' })
    .click()
  await shoot(page, 'dialog-leave')
  await page.getByRole('button', { name: 'Leave' }).click()

  await expect(page.getByRole('table', { name: 'Flows' })).toBeVisible()
  await api.mutate('makerFlows.create', { connectorId: id, name: 'Another ping', doc: authpingFlow })
  await api.mutate('makerFlows.create', { connectorId: id, name: 'Not begun' })
  await page.reload()
  await expect(page.getByRole('row', { name: /No event/ })).toBeVisible()
  await shoot(page, 'flows')
  await page.getByRole('button', { name: 'More for Not begun' }).click()
  await shoot(page, 'flows-menu')
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByText('was moved to the recycle bin')).toBeVisible()
  await shoot(page, 'flows-toast')

  const [, other] = await api.query<{ id: string }[]>('connectors.list')
  await page.goto(`/connectors/${other?.id}/flows`)
  await expect(page.getByRole('heading', { name: 'No flows yet' })).toBeVisible()
  await shoot(page, 'flows-empty')
  await page.goto(`/connectors/${other?.id}/test-connections`)
  await expect(page.getByRole('heading', { name: 'No test connections yet' })).toBeVisible()
  await shoot(page, 'test-connections-empty')

  for (const [name, key] of [
    ['Acme test', installation.practice.apiKey],
    ['Acme with a key that is wrong', 'acme_wrong']
  ]) {
    await api.mutate('testConnections.create', { connectorId: id, name, values: { api_key: key } })
  }
  await page.goto(`/connectors/${id}/test-connections`)
  await page.getByRole('button', { name: 'Ping Acme test' }).click()
  await page.getByRole('button', { name: /^Ping Acme with/ }).click()
  await expect(page.getByText('Response in')).toBeVisible()
  await expect(page.getByText('was answered with 401')).toBeVisible()
  await shoot(page, 'test-connections')
  await page.getByRole('button', { name: 'New test connection' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
  await shoot(page, 'dialog-new-test-connection')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Delete Acme test' }).click()
  await shoot(page, 'dialog-delete')
})

test('the shell', async ({ api, page, context, installation }) => {
  const id = await makeAcme(api, installation.practice)
  await page.goto('/connectors')
  await expect(page.getByRole('link', { name: 'Acme HR', exact: true })).toBeVisible()
  await page.keyboard.press('Control+k')
  await shoot(page, 'palette')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('?')
  await shoot(page, 'shortcut-sheet')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('[')
  await expect(page.getByRole('button', { name: 'Collapse the sidebar' })).toHaveCount(0)
  await shoot(page, 'navigation-folded')
  await page.keyboard.press('[')
  await page.getByRole('button', { name: admin.name }).click()
  await shoot(page, 'person-menu')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Builder' }).first().hover()
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await shoot(page, 'not-found')
  await page.goto('/connectors/0197f2a4-0000-7000-8000-000000000000/overview')
  await expect(page.getByText('does not exist')).toBeVisible()
  await shoot(page, 'connector-gone')
  await page.goto(`/connectors/${id}/settings`)
  await page.getByLabel('Description').fill('x')
  await context.clearCookies()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Your session has ended')).toBeVisible()
  await shoot(page, 'session-ended')
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await shoot(page, 'dialog-sign-in-again')
})

test('on a small screen', async ({ api, page, installation }) => {
  await makeAcme(api, installation.practice)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/connectors')
  await page.getByRole('button', { name: 'More' }).click()
  await expect(page.getByRole('menuitem', { name: 'Builder' })).toBeVisible()
  await shoot(page, 'small-menu')
})

test('pages fit half the usual width', async ({ api, page, installation }) => {
  const id = await makeAcme(api, installation.practice)
  // Twice as large on 1440 px is as much room as 720 px.
  await page.setViewportSize({ width: 720, height: 450 })
  await page.goto(`/connectors/${id}/overview`)
  await expect(page.getByRole('heading', { name: 'Acme HR' })).toBeVisible()
  await page.screenshot({ path: 'test-results/screens/zoom-200-overview.png' })
  await page.setViewportSize({ width: 900, height: 700 })
  await page.screenshot({ path: 'test-results/screens/tablet-overview.png' })
})
