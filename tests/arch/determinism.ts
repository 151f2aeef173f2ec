// The rulebook and the log must give the same bytes on every machine, for ever. Their type projects already lack every
// platform name; this checker refuses what the language itself offers: clocks, locales, randomness, floats, default sorts.
import ts from 'typescript'

/** One use of something that can differ between machines; `line` counts from 1. */
export type Nondeterminism = { readonly file: string; readonly line: number; readonly what: string }

const clocksAndPlatform = [
  'Date',
  'Temporal',
  'performance',
  'process',
  'console',
  'fetch',
  'crypto',
  'navigator',
  'document',
  'window',
]
const timers = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
]
const storage = [
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'caches',
  'require',
  'Buffer',
  'TextEncoder',
  'TextDecoder',
]
const languageEscapes = ['Intl', 'globalThis', 'self', 'eval', 'Function', 'WeakRef', 'FinalizationRegistry', 'Atomics']
const floats = ['parseFloat', 'Float32Array', 'Float64Array', 'Float16Array']
const bannedGlobals = new Set([...clocksAndPlatform, ...timers, ...storage, ...languageEscapes, ...floats])

/** Exact on integers; everything else of Math is randomness or an approximation that engines may choose freely. */
const exactMath = new Set(['abs', 'ceil', 'clz32', 'floor', 'imul', 'max', 'min', 'sign', 'trunc'])

/** Namespaces that may be used only through a member, and which members then. */
const memberRules: Readonly<Record<string, (member: string) => boolean>> = {
  Math: (member) => exactMath.has(member),
  JSON: (member) => member === 'parse',
  Number: (member) => member !== 'parseFloat' && member !== 'EPSILON',
}

const sorts = new Set(['sort', 'toSorted'])
const numberFormats = new Set(['toFixed', 'toPrecision', 'toExponential'])

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
}

/** Everything in `files` (absolute paths) that may not be in domain or log, in the order of the files. */
export const findNondeterminism = (files: readonly string[]): readonly Nondeterminism[] => {
  const program = ts.createProgram([...files], compilerOptions)
  program.getTypeChecker() // binds the files, which gives every node its parent
  return files.flatMap((file) => {
    const source = program.getSourceFile(file)
    if (source === undefined) throw new Error(`${file} was not read`)
    return findInSource(program, source)
  })
}

const findInSource = (program: ts.Program, source: ts.SourceFile): readonly Nondeterminism[] => {
  const found: Nondeterminism[] = []
  const visit = (node: ts.Node): void => {
    const what = judge(program, node)
    if (what !== undefined) {
      found.push({ file: source.fileName, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, what })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const judge = (program: ts.Program, node: ts.Node): string | undefined => {
  if (ts.isIdentifier(node)) return judgeGlobal(program, node)
  if (ts.isCallExpression(node)) return judgeSort(node)
  if (ts.isBinaryExpression(node)) return judgeArithmetic(program.getTypeChecker(), node)
  if (ts.isNumericLiteral(node) && !Number.isInteger(Number(node.text))) return `fraction ${node.text}`
  const member = memberOf(node)
  if (member === undefined) return undefined
  if (member === 'localeCompare' || member.startsWith('toLocale')) return member
  return numberFormats.has(member) ? member : undefined
}

const judgeGlobal = (program: ts.Program, node: ts.Identifier): string | undefined => {
  const rule = Object.hasOwn(memberRules, node.text) ? memberRules[node.text] : undefined
  if (rule === undefined && !bannedGlobals.has(node.text)) return undefined
  if (isMemberName(node) || !isGlobal(program, node)) return undefined
  if (rule === undefined) return node.text
  // `Number(x)` and `x: Number` convert or name, without touching a member; Math and JSON are useless that way but for
  // taking them apart, which would hide the member.
  const member = memberOf(node.parent)
  if (member === undefined || leftOf(node.parent) !== node) return node.text === 'Number' ? undefined : node.text
  return rule(member) ? undefined : `${node.text}.${member}`
}

const judgeSort = ({ expression, arguments: given }: ts.CallExpression): string | undefined => {
  const member = memberOf(expression)
  return member !== undefined && sorts.has(member) && given.length === 0 ? `${member}() without comparator` : undefined
}

const floatOperators = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.SlashToken, '/'],
  [ts.SyntaxKind.SlashEqualsToken, '/='],
  [ts.SyntaxKind.AsteriskAsteriskToken, '**'],
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken, '**='],
])

const judgeArithmetic = (checker: ts.TypeChecker, node: ts.BinaryExpression): string | undefined => {
  const operator = floatOperators.get(node.operatorToken.kind)
  if (operator === undefined) return undefined
  const isBigInt = (side: ts.Expression): boolean => {
    const type = checker.getTypeAtLocation(side)
    return (type.flags & ts.TypeFlags.Any) === 0 && checker.isTypeAssignableTo(type, checker.getBigIntType())
  }
  return isBigInt(node.left) && isBigInt(node.right) ? undefined : `${operator} on numbers`
}

/** The member that `a.member` or `a['member']` names. */
const memberOf = (node: ts.Node): string | undefined => {
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return node.argumentExpression.text
  return undefined
}

const leftOf = (node: ts.Node): ts.Node | undefined =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) ? node.expression : undefined

/** The name after a dot, a key, a member's declaration: not a use of the global of that name. */
const isMemberName = (node: ts.Identifier): boolean => {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  if (ts.isQualifiedName(parent)) return parent.right === node
  if (ts.isBindingElement(parent)) return parent.propertyName === node
  return (
    (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent)) &&
    parent.name === node
  )
}

/** Unknown here, or declared by the language itself. A file's own constant of that name is no global. */
const isGlobal = (program: ts.Program, node: ts.Identifier): boolean => {
  const checker = program.getTypeChecker()
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node)
  const declarations = symbol?.declarations ?? []
  return declarations.every((declaration) => program.isSourceFileDefaultLibrary(declaration.getSourceFile()))
}
