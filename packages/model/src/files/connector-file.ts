import { z } from 'zod'
import { Authentication } from '../connectors/authentication.ts'
import { Branding, ConnectorName } from '../connectors/connector.ts'
import { Binding } from '../flows/binding.ts'
import { Json } from '../kernel/json.ts'
import { BindingFile, bindingFromFile, bindingToFile } from './binding-file.ts'
import { FILE_FORMAT } from './flow-file.ts'
import { mapBindings, withFileBindings } from './with-bindings.ts'

/** Key of a connector, used in files and in its sign-in URLs. */
export const ConnectorKey = z
  .string()
  .regex(
    /^[a-z0-9_-]{1,80}$/,
    'The key of a connector may contain only lower-case letters, digits, _ and -, and at most 80 characters.'
  )

/** Schema of the file `connector.yaml`: settings and authentication of a connector. */
export const ConnectorFile = z.strictObject({
  format: z.literal(FILE_FORMAT),
  key: ConnectorKey,
  name: ConnectorName,
  description: z.string().max(2_000).optional(),
  branding: z.strictObject({
    /** Name of an image file in the folder, path of a bundled logo, or data URL. */
    logo: z.union([z.string().regex(/^logo\.(?:svg|png|jpg|gif|webp)$/), Branding.shape.logo]).optional(),
    accent: Branding.shape.accent,
    docsUrl: Branding.shape.docsUrl.optional()
  }),
  authentication: withFileBindings(Authentication)
})
export type ConnectorFile = z.infer<typeof ConnectorFile>

/** Converts an authentication to its file form, with the keys in schema order. */
export const authenticationToFile = (authentication: Authentication): Json =>
  Json.parse(
    mapBindings(Authentication, Authentication.parse(authentication), binding =>
      bindingToFile(Binding.parse(binding))
    )
  )

/** Converts an authentication from its file form. Its limits are checked when the result is parsed. */
export const authenticationFromFile = (file: unknown): unknown =>
  mapBindings(Authentication, file, binding => bindingFromFile(BindingFile.parse(binding)))
