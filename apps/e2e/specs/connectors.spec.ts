import { makeAcme } from '../fixtures/acme.ts'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, makeListener, turnOn } from '../fixtures/greeting.ts'
import { expect, test } from '../fixtures/test.ts'
import { card, flowOf, makeFlow } from '../pages/flow-docs.ts'

test('[row 1, 2a] a connector is created, lands on its Settings, and its key stays', async ({ page }) => {
  await page.goto('/connectors')
  await expect(page.getByRole('heading', { level: 1, name: 'Builder' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'New connector' }).first().click()
  const form = page.getByRole('form', { name: 'New connector' })
  await expect(page.getByLabel('Search services')).toBeFocused()
  await form.getByLabel('Name').fill('Acme HR')
  await form.getByLabel('Description').fill('People and their jobs')
  await expectAccessible(page)
  await form.getByRole('button', { name: 'Create' }).click()

  await expect(page).toHaveURL(/\/connectors\/[0-9a-f-]{36}\/settings$/)
  await expect(page.getByRole('heading', { name: 'Acme HR' })).toBeVisible()
  const key = page.getByLabel('Key', { exact: true })
  await expect(key).toHaveValue(/^acme_hr_[a-z0-9]{6}$/)
  await expect(key).not.toBeEditable()
  await expectAccessible(page)
  const kept = await key.inputValue()
  await page.reload()
  await expect(key).toHaveValue(kept)
  await expect(page.getByLabel('Description')).toHaveValue('People and their jobs')
})

test('[row 1] a bad name is said while it is typed, Create stays closed, and the focus stays in the field', {
  tag: '@full'
}, async ({ api, page }) => {
  await api.mutate('connectors.create', { name: 'Acme HR' })
  await page.goto('/connectors')
  await page.getByRole('button', { name: 'New connector' }).click()
  const form = page.getByRole('form', { name: 'New connector' })
  const name = form.getByLabel('Name')
  const create = form.getByRole('button', { name: 'Create' })
  await expect(create).toBeDisabled()
  for (const [typed, sentence] of [
    [' a', 'Remove the space at the start or end of the name.'],
    ['', 'Enter a name for the connector.'],
    ['A/B', 'A connector name may contain only letters, digits, spaces, - and _.'],
    ['ACME hr', 'A connector named “ACME hr” already exists. Choose another name.']
  ] as const) {
    await name.fill(typed)
    await expect(form.getByText(sentence)).toBeVisible()
    await expect(name).toHaveAccessibleDescription(new RegExp(sentence.slice(0, 20)))
    await expect(create).toBeDisabled()
    await expect(name).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(name).toBeFocused()
    await expect(form).toBeVisible()
  }
  await name.fill('Acme HR 2')
  await expect(create).toBeEnabled()
})

test('[row 3a, 3b] a connector has five tabs, each with an address that opens it', { tag: '@long' }, async ({
  api,
  page
}) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  const tabs = page.getByRole('navigation', { name: 'Pages of Acme HR' }).getByRole('link')
  const content = {
    overview: ['Overview', page.getByText('No events or actions yet')],
    flows: ['Events and actions', page.getByText('No flows yet')],
    'test-connections': ['Test connections', page.getByText('No test connections yet')],
    deployment: ['Deployment', page.getByRole('region', { name: 'Draft' })],
    settings: ['Settings', page.getByLabel('Key', { exact: true })]
  } as const
  await page.goto(`/connectors/${id}/overview`)
  await expect(tabs).toHaveText(Object.values(content).map(([label]) => label))
  for (const [path, [label, shown]] of Object.entries(content)) {
    const tab = tabs.filter({ hasText: label })
    await tab.click()
    await expect(page).toHaveURL(new RegExp(`/connectors/${id}/${path}$`))
    await expect(shown).toBeVisible()
    await page.goto('about:blank')
    await page.goto(`/connectors/${id}/${path}`)
    await expect(shown).toBeVisible()
    await expect(tab).toHaveAttribute('aria-current', 'page')
  }
})

test('[row 4a, 4b] connectors stand in one table, and a click opens one of them', { tag: '@long' }, async ({
  api,
  page
}) => {
  for (const name of ['Acme HR', 'Acme Chat']) await api.mutate('connectors.create', { name })
  const table = page.getByRole('table', { name: 'Connectors' })
  for (const name of ['Acme HR', 'Acme Chat']) {
    await page.goto('/connectors')
    await expect(table.getByRole('link', { name: /^Acme/ })).toHaveText(['Acme Chat', 'Acme HR'])
    await table.getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Builder' }).click()
    await expect(table).toBeVisible()
  }
})

test('the list is searched and sorted in the address, and reload keeps it', { tag: '@full' }, async ({
  api,
  page
}) => {
  for (const name of ['Birch', 'Acme', 'Cedar']) await api.mutate('connectors.create', { name })
  await page.goto('/connectors')
  const names = page
    .getByRole('table', { name: 'Connectors' })
    .getByRole('link', { name: /^(Acme|Birch|Cedar)$/ })
  await expect(names).toHaveText(['Acme', 'Birch', 'Cedar'])
  await page.getByRole('button', { name: 'Sort: By name' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Newest first' }).click()
  await expect(names).toHaveText(['Cedar', 'Acme', 'Birch'])
  await page.getByLabel('Search connectors').fill('bir')
  await expect(names).toHaveText(['Birch'])
  await expect(page).toHaveURL(/q=bir/)
  await page.reload()
  await expect(names).toHaveText(['Birch'])
  await page.getByLabel('Search connectors').fill('zzz')
  await expect(page.getByText('No connectors match “zzz”')).toBeVisible()
})

test('the list tells what each connector has, and is narrowed by that', { tag: '@long' }, async ({
  api,
  page,
  installation
}) => {
  const greeting = await makeGreeting(api, installation.practice)
  await api.mutate('connectors.create', { name: 'Birch' })
  const versionId = await deployDraft(api, greeting.connectorId)
  await turnOn(
    api,
    await makeListener(api, installation.practice, { ...greeting, versionId, name: 'Welcome' })
  )
  await page.goto('/connectors')
  const rows = page.getByRole('table', { name: 'Connectors' }).getByRole('row')
  await expect(rows).toContainText([
    'Version',
    /Acme HR.*v1.*101 flow.*In use/,
    /Birch.*Not deployed.*———.*Add an event or action/
  ])
  await page
    .getByRole('group', { name: 'Show' })
    .getByRole('button', { name: /^Not deployed/ })
    .click()
  await expect(rows).toContainText(['Version', 'Birch'])
  await page.reload()
  await expect(rows).toContainText(['Version', 'Birch'])
  await expectAccessible(page)
})

test('the overview says what is left on the way to a deployed connector, and leads there', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Birch' })
  await page.goto(`/connectors/${id}/overview`)
  const steps = page.getByRole('list', { name: 'Readiness' }).getByRole('listitem')
  await expect(steps).toContainText(['Not chosen yet', 'None yet', 'None yet', 'No versions yet'])

  const { connectorId } = await makeGreeting(api, installation.practice)
  await deployDraft(api, connectorId)
  await page.goto(`/connectors/${connectorId}/overview`)
  await expect(steps).toContainText(['API key in a header', 'None yet', '1 event', 'Version 1'])
  await expectAccessible(page)
  await steps.getByRole('link', { name: /^Test connection/ }).click()
  await page.getByRole('button', { name: 'New test connection' }).click()
  const dialog = page.getByRole('dialog', { name: 'New test connection' })
  await dialog.getByLabel('Connection name').fill('Acme test')
  await dialog.getByLabel('API key').fill(installation.practice.apiKey)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('link', { name: 'Overview' }).click()
  // Everything is done, so nothing is left to say.
  await expect(page.getByRole('table', { name: 'Events and actions' })).toContainText('User created')
  await expect(steps).toHaveCount(0)
  await expect(page.getByText('v1, same as the draft')).toBeVisible()
  await page
    .getByRole('navigation', { name: 'Pages of Acme HR' })
    .getByRole('link', { name: 'Settings' })
    .click()
  await page.getByLabel('Description').fill('People and their jobs')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('“Acme HR” was saved.')).toBeVisible()
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(page.getByRole('region', { name: 'Changed since v1' })).toContainText('Description')
  await page.getByRole('link', { name: 'Deploy…' }).click()
  await expect(page.getByRole('region', { name: 'Draft' })).toBeVisible()
})

test('an unknown address shows “Page not found”', { tag: '@long' }, async ({ page }) => {
  await page.goto('/connectors/nonsense/flows/nonsense')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
})

test('a double click on New Flow makes one flow', { tag: '@long' }, async ({ api, page }) => {
  const { id: connectorId } = await api.mutate<{ id: string }>('connectors.create', { name: 'Birch' })
  await page.goto(`/connectors/${connectorId}/flows`)
  await page.getByRole('button', { name: 'New flow' }).dblclick()
  await expect(page.getByRole('button', { name: 'Add event' })).toBeVisible()
  expect(await api.query('makerFlows.list', { connectorId })).toHaveLength(1)
})

test('changes to the appearance of a connector are previewed live, and stored when saved', {
  tag: '@full'
}, async ({ api, page }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await page.goto(`/connectors/${id}/settings`)
  const preview = page.getByRole('region', { name: 'Card preview' })
  await page.getByLabel('Name', { exact: true }).press('End')
  await page.keyboard.type(' 2')
  await expect(preview).toContainText('Acme HR 2')
  await page.getByLabel('Accent colour', { exact: true }).fill('#0a7')
  await page.getByLabel('Documentation URL').fill('acme')
  await expect(page.getByText('Enter a URL that begins with https:// or http://')).toBeVisible()
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await expect(save).toBeDisabled()
  await page.getByLabel('Documentation URL').fill('https://docs.acme.example')
  await expect(page.getByLabel('Accent colour', { exact: true })).toHaveValue('#00aa77')

  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>'
  await page.getByLabel('Logo file').setInputFiles({
    name: 'acme.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('no picture')
  })
  await expect(page.getByText('is not a PNG, JPEG, WebP or SVG image')).toBeVisible()
  await page.getByLabel('Logo file').setInputFiles({
    name: 'big.png',
    mimeType: 'image/png',
    buffer: Buffer.alloc(65_537)
  })
  await expect(page.getByText('the limit is 64 KiB')).toBeVisible()
  await page.getByLabel('Logo file').setInputFiles({
    name: 'acme.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from(svg)
  })
  await expect(preview.locator('img')).toHaveAttribute('src', /^data:image\/svg\+xml;base64,/)
  await page.keyboard.press('Control+s')
  await expect(page.getByText('“Acme HR 2” was saved.')).toBeVisible()
  await expect(save).toBeHidden()
  const kept = await api.query<{ name: string; branding: object }>('connectors.get', { connectorId: id })
  expect(kept).toMatchObject({
    name: 'Acme HR 2',
    branding: { accent: '#00aa77', docsUrl: 'https://docs.acme.example' }
  })
})

test('leaving with something unsaved asks once, and only then', { tag: '@full' }, async ({ api, page }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await page.goto(`/connectors/${id}/settings`)
  await page.getByLabel('Description').fill('Unsaved')
  await page
    .getByRole('navigation', { name: 'Pages of Acme HR' })
    .getByRole('link', { name: 'Events and actions' })
    .click()
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByLabel('Description')).toHaveValue('Unsaved')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByLabel('Description')).toHaveValue('')
  await page
    .getByRole('navigation', { name: 'Pages of Acme HR' })
    .getByRole('link', { name: 'Events and actions' })
    .click()
  await expect(page.getByRole('heading', { name: 'No flows yet' })).toBeVisible()
})

test('a deleted connector can be brought back at once', { tag: '@full' }, async ({
  api,
  page,
  installation
}) => {
  const id = await makeAcme(api, installation.practice)
  await page.goto(`/connectors/${id}/overview`)
  await page.getByRole('button', { name: 'More for Acme HR' }).click()
  await page.getByRole('menuitem', { name: 'Delete connector' }).click()
  await expect(page.getByRole('heading', { name: 'Build your first connector' })).toBeVisible()
  // F6 leads from anywhere to the messages.
  await page.keyboard.press('F6')
  await expect(page.getByRole('region', { name: 'Messages' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Acme HR' })).toBeVisible()
})

test('the address of a deleted connector says so', { tag: '@long' }, async ({ page }) => {
  await page.goto('/connectors/0197f2a4-0000-7000-8000-000000000000/overview')
  await expect(page.getByText('This connector does not exist or was deleted')).toBeVisible()
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await expectAccessible(page)
})

test('flows are listed by kind, created, duplicated and restored', { tag: '@full' }, async ({
  api,
  page,
  installation
}) => {
  const id = await makeAcme(api, installation.practice)
  await page.goto(`/connectors/${id}/flows`)
  const flows = page.getByRole('table', { name: 'Flows' })
  const system = flows.getByRole('row').filter({ hasText: 'System' })
  await expect(system.getByRole('link', { name: 'Check the connection' })).toBeVisible()
  await expect(system.getByText('Ready')).toBeVisible()
  await expectAccessible(page)

  // review: screens 7
  await page.getByRole('button', { name: 'New flow' }).click()
  await expect(page).toHaveURL(/\/flows\/[0-9a-f-]{36}/)
  await page.goBack()
  await expect(system.getByRole('link', { name: 'Check the connection' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Unnamed flow' })).toHaveCount(0)
  await makeFlow(api, { connectorId: id, doc: flowOf(card('note', 'note')) })
  await page.reload()
  const without = flows.getByRole('row').filter({ hasText: 'No event' })
  await expect(without.getByRole('link', { name: 'Unnamed flow' })).toBeVisible()
  await without.getByRole('button', { name: 'More for Unnamed flow' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(without).toHaveCount(2)
  await without.getByRole('button', { name: 'More for Unnamed flow' }).first().click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(without).toHaveCount(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(without).toHaveCount(2)
})

test('[row 6a] a viewer sees a connector and cannot change it', { tag: '@full' }, async ({
  api,
  installation,
  visitor
}) => {
  const id = await makeAcme(api, installation.practice)
  const password = 'crater lantern mosaic'
  await api.mutate('people.add', { name: 'Vera Example', password, role: 'viewer' })
  await visitor.goto(`/connectors/${id}/settings`)
  await visitor.getByLabel('Name').fill('Vera Example')
  await visitor.getByLabel('Password').fill(password)
  await visitor.getByRole('button', { name: 'Sign in' }).click()
  await expect(visitor.getByText('Your role (viewer) can only view connectors')).toBeVisible()
  await expect(visitor.getByLabel('Description')).toBeDisabled()
  await expect(visitor.getByRole('link', { name: 'Test connections' })).toBeHidden()
  await expectAccessible(visitor)
})
