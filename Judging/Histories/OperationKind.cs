namespace AspireStateless.Judging.Histories;

/// <summary>
/// What an attempt asked for, and what its values mean. Stored as a number: add at the end, never renumber. Sums of text are hashes.
/// </summary>
internal enum OperationKind : byte
{
    None = 0,

    /// <summary>Counts one visit of a page; the value is the count after it.</summary>
    Visit = 1,

    /// <summary>Reads a page's count.</summary>
    ReadVisits = 2,

    /// <summary>Asks whether the operation with a key was applied; the value is 1 or 0.</summary>
    Ask = 3,

    /// <summary>Opens the session that is its subject; the argument numbers the user's password.</summary>
    LogIn = 4,

    /// <summary>
    /// Reads the session that is its subject. Value, detail and extra are the numbers of the writes that its three fields show, 0 for
    /// none; the version is the session's.
    /// </summary>
    ReadSession = 5,

    /// <summary>
    /// Writes the field (argument modulo 4) with the number of the write (argument); answers as <see cref="ReadSession"/>.
    /// </summary>
    WriteSession = 6,

    /// <summary>Ends the session that is its subject.</summary>
    LogOut = 7,

    /// <summary>Changes the password of the user that is its subject, to the one with the number in the argument.</summary>
    ChangePassword = 8,

    /// <summary>Reads a user's own record; the subject is the session.</summary>
    ReadData = 9,

    /// <summary>Reads the cart of the user that is its subject; the detail is the sum of its content.</summary>
    ReadCart = 10,

    /// <summary>Sets a product's quantity in a cart (argument: product × 1000 + quantity); answers as <see cref="ReadCart"/>.</summary>
    ChangeCart = 11,

    /// <summary>
    /// Orders what the cart that is its subject holds; the argument is the cart's version before, the version the order's id.
    /// </summary>
    BuyCart = 12,

    /// <summary>
    /// Reads the product that is its subject: value the write that its name shows, detail its stock, extra its price in cents.
    /// </summary>
    ReadProduct = 13,

    /// <summary>Writes name and price of a product (argument: number of the write); answers as <see cref="ReadProduct"/>.</summary>
    WriteProduct = 14,

    /// <summary>
    /// Orders units (argument) of the product that is its subject: value and detail the first and last serial, version the order's id.
    /// </summary>
    PlaceOrder = 15,

    /// <summary>
    /// A line of the list of all orders: as <see cref="PlaceOrder"/>; the actor is the buyer. Its ticks are those of its recording.
    /// </summary>
    ListedOrder = 16,

    /// <summary>
    /// A tick of the recurring job: value its number, version its token, detail the sum of its content, extra the visits in it, actor the
    /// replica that wrote it, key the number of the answer that listed it. Its ticks are those of its recording.
    /// </summary>
    ReadTick = 17,

    /// <summary>A read of a page through the public endpoint, on a connection of its own; values as <see cref="ReadVisits"/>.</summary>
    Knock = 18,

    /// <summary>Prepares what the traffic needs, such as a user or a product. Nothing is judged by it.</summary>
    Prepare = 19,

    /// <summary>Asks for the ticks after one (argument); the value is how many came.</summary>
    ListTicks = 20,

    /// <summary>Asks for the orders of the product that is its subject; the value is how many came.</summary>
    ListOrders = 21,

    /// <summary>A product was created with a stock: the value. Its ticks are those of its recording.</summary>
    Stocked = 22,

    /// <summary>Asks a replica whether it is ready, which it may say only while it has both stores. There are no values.</summary>
    ReadReadiness = 23,

    /// <summary>Asks a replica whether it is alive, which it is until it ends. There are no values.</summary>
    ReadLiveness = 24,

    /// <summary>Makes the object that is its subject: a product, an order, a page, a user, a session, a line of a cart.</summary>
    Create = 25,

    /// <summary>Asks for the object that is its subject; the value is 1 where it is there. Of most, that it is not is a refusal.</summary>
    ReadExistence = 26,

    /// <summary>Asks for a list that the object which is its subject belongs to; the value is 1 where it is in it, else 0.</summary>
    ListExistence = 27,

    /// <summary>Ends the object that is its subject, for good.</summary>
    End = 28,

    /// <summary>
    /// Tries to log in from the address that is its subject, with the right password (argument 1) or a wrong one (0). The value of a
    /// refusal is 1 where it says that too many were tried.
    /// </summary>
    Guess = 30,

    /// <summary>Signs somebody up from the address that is its subject; the value is that of <see cref="Guess"/>.</summary>
    SignUp = 31,

    /// <summary>
    /// Changes the session that is its subject if it has a version (argument: number of the write × 1000 + that version), which nobody
    /// changes otherwise; answers as <see cref="ReadIfSession"/>.
    /// </summary>
    ChangeIf = 32,

    /// <summary>Reads a session that is only changed by <see cref="ChangeIf"/>: value the number of the last write, 0 for none.</summary>
    ReadIfSession = 33,

    /// <summary>Asks for what the contract refuses; the argument is the status that it gives.</summary>
    Refused = 34,

    /// <summary>Sends a key again with another content; the argument is the status that the contract gives.</summary>
    ReuseKey = 35,

    /// <summary>Writes, or reads, what nobody else changes; the argument is what it has to show, the value what it shows.</summary>
    Own = 36,

    /// <summary>Asks for a page of a list; argument and value as of <see cref="Own"/>.</summary>
    ListPage = 37,

    /// <summary>Asks as a browser does, by the cookie of the page; argument and value as of <see cref="Own"/>.</summary>
    Browse = 38,
}
