import type { SignatureAlgorithm, SignaturePlace } from '@hookwright/model'

/** Labels of the signature algorithms. */
export const algorithmLabels: Record<SignatureAlgorithm, string> = {
  'hmac-sha256': 'HMAC-SHA256',
  'hmac-sha1': 'HMAC-SHA1',
  'hmac-sha512': 'HMAC-SHA512',
  ed25519: 'Ed25519',
  'ecdsa-sha256': 'ECDSA with SHA-256',
  'rsa-sha256': 'RSA with SHA-256',
  'rsa-sha1': 'RSA with SHA-1',
  token: 'Secret in the request',
  jwt: 'JSON Web Token'
}

/** Formats the position of a signature in the request, for the middle of a sentence: “the parameter sig”. */
export const formatPlace = ({ from, name }: Pick<SignaturePlace, 'from' | 'name'>): string => {
  const named = name === '' ? '…' : name
  switch (from) {
    case 'header':
      return named
    case 'query':
      return `the parameter ${named}`
    case 'form':
      return `the form field ${named}`
    case 'body':
      return 'the whole body'
    case 'json':
      return `${named} of the body`
    case 'xml':
      return `the element ${named}`
  }
}
