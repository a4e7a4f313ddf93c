<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>myna</name>
    <message>
        <source>The weather service answered far too much. Try again later.</source>
        <translation>天气服务返回的内容过长，请稍后再试。</translation>
    </message>
    <message>
        <source>The weather service did not answer in time. Try again later.</source>
        <translation>天气服务没有及时回应，请稍后再试。</translation>
    </message>
    <message>
        <source>The weather service could not prove who it is, so it was not asked. Check this computer&apos;s clock and network.</source>
        <translation>天气服务无法证明自己的身份，因此没有查询。请检查这台电脑的时钟和网络。</translation>
    </message>
    <message>
        <source>There is no network: the weather service cannot be reached.</source>
        <translation>没有网络：无法连接天气服务。</translation>
    </message>
    <message>
        <source>The settings in %1 cannot be read and cannot be moved away. Changes will not be kept.</source>
        <translation>无法读取 %1 中的设置，也无法把它移开。这次的改动不会保存。</translation>
    </message>
    <message>
        <source>The settings could not be read. They were kept as %1, and you start with the standard ones.</source>
        <translation>设置读不出来，已另存为 %1，现在使用默认设置。</translation>
    </message>
    <message>
        <source>The settings cannot be written to %1. Changes last until the program ends.</source>
        <translation>设置无法写入 %1。改动只在本次运行中有效。</translation>
    </message>
    <message>
        <source>The other end sent a sound packet of %1 bytes; at most %2 are accepted.</source>
        <translation>对方发来一个 %1 字节的声音包，最多只接受 %2 字节。</translation>
    </message>
    <message>
        <source>The other end sent a sound frame whose size disagrees with its header.</source>
        <translation>对方发来的声音帧，长度与帧头不符。</translation>
    </message>
    <message>
        <source>The other end sent a sound frame that is too short.</source>
        <translation>对方发来的声音帧太短。</translation>
    </message>
    <message>
        <source>The other end sent a sound frame of another version than agreed.</source>
        <translation>对方发来的声音帧，版本与约定的不同。</translation>
    </message>
    <message>
        <source>The other end sent a binary frame that is not sound.</source>
        <translation>对方发来的二进制帧不是声音。</translation>
    </message>
    <message>
        <source>The other end sent %1 bytes in one piece; at most %2 are accepted.</source>
        <translation>对方一次发来 %1 字节，最多只接受 %2 字节。</translation>
    </message>
    <message>
        <source>The other end sent something that is not JSON (%1 at byte %2).</source>
        <translation>对方发来的内容不是 JSON（%1，第 %2 字节处）。</translation>
    </message>
    <message>
        <source>The other end sent JSON that is not an object.</source>
        <translation>对方发来的 JSON 不是对象。</translation>
    </message>
    <message>
        <source>The field %1 must be text.</source>
        <translation>字段 %1 应该是文字。</translation>
    </message>
    <message>
        <source>The field %1 must be a number.</source>
        <translation>字段 %1 应该是数字。</translation>
    </message>
    <message>
        <source>The field %1 must be true or false.</source>
        <translation>字段 %1 应该是 true 或 false。</translation>
    </message>
    <message>
        <source>The field %1 must be an object.</source>
        <translation>字段 %1 应该是对象。</translation>
    </message>
    <message>
        <source>The field %1 must be a list of objects.</source>
        <translation>字段 %1 应该是对象列表。</translation>
    </message>
    <message>
        <source>The field %1 has a value that is not allowed: “%2”.</source>
        <translation>字段 %1 不能取这个值：“%2”。</translation>
    </message>
    <message>
        <source>The field %1 has a value that is not allowed.</source>
        <translation>字段 %1 的值不在允许范围内。</translation>
    </message>
    <message>
        <source>The field %1 is missing.</source>
        <translation>缺少字段 %1。</translation>
    </message>
    <message>
        <source>The other end sent a tool request whose method is not a name.</source>
        <translation>对方的工具请求里，方法不是一个名称。</translation>
    </message>
    <message>
        <source>The other end sent a tool request whose id is neither a number nor text.</source>
        <translation>对方的工具请求里，编号既不是数字也不是文字。</translation>
    </message>
    <message>
        <source>The other end sent a tool request whose parameters are not an object.</source>
        <translation>对方的工具请求里，参数不是对象。</translation>
    </message>
    <message>
        <source>The other end sent a tool answer without the number of its question.</source>
        <translation>对方的工具应答没有注明回答的是哪个请求。</translation>
    </message>
    <message>
        <source>The other end sent a tool error in a form that cannot be read.</source>
        <translation>对方发来的工具错误无法解读。</translation>
    </message>
    <message>
        <source>The other end sent a tool answer that holds neither a result nor an error.</source>
        <translation>对方的工具应答里既没有结果，也没有错误。</translation>
    </message>
    <message>
        <source>The other end sent a tool message that is not JSON-RPC 2.0.</source>
        <translation>对方发来的工具消息不是 JSON-RPC 2.0。</translation>
    </message>
    <message>
        <source>The server refused this device without saying why. Check the server&apos;s address and its log.</source>
        <translation>服务器拒绝了这台设备，没有说明原因。请检查服务器地址，并查看它的日志。</translation>
    </message>
    <message>
        <source>The server answered, but did not say where to connect. Check that its address is that of a XiaoZhi server.</source>
        <translation>服务器有应答，但没有告知连接地址。请确认填写的是小智服务器的地址。</translation>
    </message>
    <message>
        <source>Sound cannot be converted from %1 Hz to %2 Hz.</source>
        <translation>声音无法从 %1 Hz 转换为 %2 Hz。</translation>
    </message>
    <message>
        <source>A sound packet could not be decoded.</source>
        <translation>有一个声音包无法解码。</translation>
    </message>
    <message>
        <source>The speech encoder cannot work with these settings.</source>
        <translation>语音编码器不支持这样的设置。</translation>
    </message>
    <message>
        <source>The speech encoder could not be started.</source>
        <translation>语音编码器无法启动。</translation>
    </message>
    <message>
        <source>The speech encoder was given a frame of the wrong length.</source>
        <translation>交给语音编码器的声音帧长度不对。</translation>
    </message>
    <message>
        <source>The speech encoder failed.</source>
        <translation>语音编码失败。</translation>
    </message>
    <message>
        <source>The speech decoder cannot work at this sample rate.</source>
        <translation>语音解码器不支持这个采样率。</translation>
    </message>
    <message>
        <source>The speech decoder could not be started.</source>
        <translation>语音解码器无法启动。</translation>
    </message>
    <message>
        <source>A lost packet of this length cannot be recovered.</source>
        <translation>丢失的声音包长度特殊，无法补回。</translation>
    </message>
    <message>
        <source>The sound file %1 cannot be written: %2. Choose another folder.</source>
        <translation>无法写入声音文件 %1：%2。请换一个文件夹。</translation>
    </message>
    <message>
        <source>The sound file %1 cannot be opened: %2.</source>
        <translation>无法打开声音文件 %1：%2。</translation>
    </message>
    <message>
        <source>The file %1 is not a sound file that can be read.</source>
        <translation>文件 %1 不是可以读取的声音文件。</translation>
    </message>
    <message>
        <source>The sound file %1 is longer than ten minutes.</source>
        <translation>声音文件 %1 超过了十分钟。</translation>
    </message>
    <message>
        <source>There is no thing called %1.</source>
        <translation>没有名为 %1 的设备。</translation>
    </message>
    <message>
        <source>%1 cannot do %2.</source>
        <translation>%1 不支持 %2。</translation>
    </message>
    <message>
        <source>%1 must be a whole number.</source>
        <translation>%1 应该是整数。</translation>
    </message>
    <message>
        <source>%1 must be between %2 and %3.</source>
        <translation>%1 应该在 %2 和 %3 之间。</translation>
    </message>
    <message>
        <source>%1 must be on or off.</source>
        <translation>%1 只能是开或关。</translation>
    </message>
    <message>
        <source>%1 must be a short text.</source>
        <translation>%1 应该是一小段文字。</translation>
    </message>
    <message>
        <source>%1 has no property %2.</source>
        <translation>%1 没有属性 %2。</translation>
    </message>
    <message>
        <source>%1 can be read but not changed.</source>
        <translation>%1 只能查看，不能修改。</translation>
    </message>
    <message>
        <source>There is already a thing called %1.</source>
        <translation>已经有一个名为 %1 的设备。</translation>
    </message>
    <message>
        <source>Port %1 is already used by another program. Stop it or choose another port in Settings.</source>
        <translation>端口 %1 已被其他程序占用。请停止那个程序，或在设置中换一个端口。</translation>
    </message>
    <message>
        <source>This account may not use port %1. Choose a port above 1023 in Settings.</source>
        <translation>当前账户无权使用端口 %1。请在设置中选择大于 1023 的端口。</translation>
    </message>
    <message>
        <source>This computer does not have the address %1. Choose another address in Settings.</source>
        <translation>这台电脑没有地址 %1。请在设置中换一个地址。</translation>
    </message>
    <message>
        <source>Port %1 could not be opened: %2. Choose another port in Settings.</source>
        <translation>端口 %1 无法打开：%2。请在设置中换一个端口。</translation>
    </message>
    <message>
        <source>The server has too many connections. Try again later.</source>
        <translation>服务器的连接已满，请稍后再试。</translation>
    </message>
    <message>
        <source>This is not a request this server understands.</source>
        <translation>服务器看不懂这个请求。</translation>
    </message>
    <message>
        <source>The head of the request is too large.</source>
        <translation>请求头太大。</translation>
    </message>
    <message>
        <source>The body of the request is too large.</source>
        <translation>请求内容太大。</translation>
    </message>
    <message>
        <source>This is not a WebSocket handshake of version 13.</source>
        <translation>这不是版本 13 的 WebSocket 握手。</translation>
    </message>
    <message>
        <source>The server cannot take this connection now.</source>
        <translation>服务器现在无法接受这个连接。</translation>
    </message>
    <message>
        <source>The body of the request cannot be read.</source>
        <translation>请求内容无法读取。</translation>
    </message>
    <message>
        <source>The request did not arrive in time.</source>
        <translation>请求没有在规定时间内到达。</translation>
    </message>
    <message>
        <source>There is nothing at this address.</source>
        <translation>这个地址下什么也没有。</translation>
    </message>
    <message>
        <source>This address does not know the method %1.</source>
        <translation>这个地址不支持 %1 方法。</translation>
    </message>
    <message>
        <source>The server %1 does not accept this device (answer %2). Check the pairing.</source>
        <translation>服务器 %1 不接受这台设备（应答 %2）。请检查配对。</translation>
    </message>
    <message>
        <source>There is no voice service at this address of %1. Check the address.</source>
        <translation>%1 的这个地址上没有语音服务。请检查地址。</translation>
    </message>
    <message>
        <source>The server %1 cannot take a connection now (answer %2). It will be tried again.</source>
        <translation>服务器 %1 现在无法接受连接（应答 %2），稍后会自动重试。</translation>
    </message>
    <message>
        <source>%1 answers, but not as a voice server (answer %2). Check the address and port.</source>
        <translation>%1 有应答，但不是语音服务器（应答 %2）。请检查地址和端口。</translation>
    </message>
    <message>
        <source>The server %1 was not found. Check the address and the network connection.</source>
        <translation>找不到服务器 %1。请检查地址和网络连接。</translation>
    </message>
    <message>
        <source>Nothing answers at %1, port %2. Check that the server is running.</source>
        <translation>%1 的端口 %2 没有应答。请确认服务器已经启动。</translation>
    </message>
    <message>
        <source>The server %1 closed the connection before the session began.</source>
        <translation>会话开始之前，服务器 %1 就断开了连接。</translation>
    </message>
    <message>
        <source>No secure connection to %1 could be made: %2</source>
        <translation>无法与 %1 建立安全连接：%2</translation>
    </message>
    <message>
        <source>The server %1 could not be reached: %2</source>
        <translation>无法连接服务器 %1：%2</translation>
    </message>
    <message>
        <source>The server %1 took the connection but did not answer within %2 s.</source>
        <translation>服务器 %1 接受了连接，但在 %2 秒内没有应答。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted, so nothing was sent: %2</source>
        <translation>%1 的证书不可信，因此没有发送任何内容：%2</translation>
    </message>
    <message>
        <source>The connection stalled in the middle of a message.</source>
        <translation>连接在一条消息的中途停住了。</translation>
    </message>
    <message>
        <source>The session was ended.</source>
        <translation>会话已结束。</translation>
    </message>
    <message>
        <source>The other end is going away.</source>
        <translation>对方正在关闭。</translation>
    </message>
    <message>
        <source>The server does not accept this device: %1</source>
        <translation>服务器不接受这台设备：%1</translation>
    </message>
    <message>
        <source>A message was too large, so the connection was closed: %1</source>
        <translation>消息过大，连接已关闭：%1</translation>
    </message>
    <message>
        <source>The server had an internal error: %1</source>
        <translation>服务器内部出错：%1</translation>
    </message>
    <message>
        <source>The connection was closed for a protocol error: %1</source>
        <translation>协议出错，连接已关闭：%1</translation>
    </message>
    <message>
        <source>The connection was lost.</source>
        <translation>连接中断了。</translation>
    </message>
    <message>
        <source>The connection was lost: %1</source>
        <translation>连接中断了：%1</translation>
    </message>
    <message>
        <source>This is not the address of a voice server: %1</source>
        <translation>这不是语音服务器的地址：%1</translation>
    </message>
    <message>
        <source>The other end has not answered for %1 s, so the connection was given up.</source>
        <translation>对方已有 %1 秒没有应答，连接已放弃。</translation>
    </message>
    <message>
        <source>The other end does not read what it is sent.</source>
        <translation>对方没有读取发给它的内容。</translation>
    </message>
    <message>
        <source>Nothing is stored under this name.</source>
        <translation>这个名称下没有保存任何内容。</translation>
    </message>
    <message>
        <source>in a file only you can read</source>
        <translation>保存在只有你能读取的文件中</translation>
    </message>
    <message>
        <source>Others can read the file %1, and that cannot be changed. Make it yours alone (mode 600).</source>
        <translation>其他人也能读取文件 %1，而且无法更改。请把它设为仅自己可读写（权限 600）。</translation>
    </message>
    <message>
        <source>The file with your secrets was damaged. It was kept as %1; try again to go on with a new one.</source>
        <translation>保存密钥的文件已损坏，原文件另存为 %1。再试一次，就会使用新文件。</translation>
    </message>
    <message>
        <source>The file with this device&apos;s identities was damaged. It was kept as %1. With a new identity the server asks for a code once more.</source>
        <translation>保存设备身份的文件已损坏，原文件另存为 %1。换用新身份后，服务器会再次要求输入激活码。</translation>
    </message>
    <message>
        <source>The file with this device&apos;s identities was damaged and has been restored from its copy. The damaged one was kept as %1.</source>
        <translation>保存设备身份的文件已损坏，现已用备份恢复。损坏的文件另存为 %1。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>文件 %1 不存在。</translation>
    </message>
    <message>
        <source>The file %1 is too large to be one of Myna&apos;s.</source>
        <translation>文件 %1 太大，不会是 Myna 的文件。</translation>
    </message>
    <message>
        <source>The file %1 cannot be read (%2). Check who owns it.</source>
        <translation>无法读取文件 %1（%2）。请检查它的所有者。</translation>
    </message>
    <message>
        <source>The file %1 cannot be written (%2). Check that the folder is yours and the disk is not full.</source>
        <translation>无法写入文件 %1（%2）。请确认文件夹属于你，而且磁盘还有空间。</translation>
    </message>
    <message>
        <source>The file %1 is damaged and cannot be moved aside. Check that the folder is yours.</source>
        <translation>文件 %1 已损坏，又无法移开。请确认文件夹属于你。</translation>
    </message>
    <message>
        <source>Your keychain has nothing stored under this name.</source>
        <translation>钥匙串里没有这个名称的内容。</translation>
    </message>
    <message>
        <source>Your keychain is locked. Unlock it, then try again; nothing was changed.</source>
        <translation>钥匙串已锁定。请先解锁再试一次，现有内容没有任何改动。</translation>
    </message>
    <message>
        <source>This computer offers no working keychain (%1). The keys can be kept in a file only you can read.</source>
        <translation>这台电脑没有可用的钥匙串（%1）。密钥可以保存在只有你能读取的文件中。</translation>
    </message>
    <message>
        <source>in your keychain</source>
        <translation>保存在钥匙串中</translation>
    </message>
    <message>
        <source>in memory, until the program ends</source>
        <translation>只在内存中，程序结束后消失</translation>
    </message>
    <message>
        <source>This is not a web address. It begins with http:// or https:// and names a server.</source>
        <translation>这不是网址。网址以 http:// 或 https:// 开头，后面是服务器名称。</translation>
    </message>
    <message>
        <source>There is no server called %1, or this computer is not on the internet. Check the spelling and the network.</source>
        <translation>找不到服务器 %1，或者这台电脑没有联网。请检查拼写和网络。</translation>
    </message>
    <message>
        <source>Nothing answers at %1. The server may be off, or it may use another port.</source>
        <translation>%1 没有应答。服务器可能没有开机，或者用的是别的端口。</translation>
    </message>
    <message>
        <source>%1 cannot prove that it is the server you mean, so nothing was sent (%2). Its certificate may be self-made or expired.</source>
        <translation>%1 无法证明自己就是你要找的服务器，因此没有发送任何内容（%2）。它的证书可能是自签名的，或者已经过期。</translation>
    </message>
    <message>
        <source>%1 hung up before its answer was complete. It may be restarting; try again.</source>
        <translation>%1 还没答完就断开了，可能正在重启。请再试一次。</translation>
    </message>
    <message>
        <source>%1 cannot be reached. It may be off or on another network.</source>
        <translation>无法连接 %1。它可能没有开机，或者在另一个网络里。</translation>
    </message>
    <message>
        <source>The connection to %1 failed (%2). Check the network, then try again.</source>
        <translation>连接 %1 失败（%2）。请检查网络后再试。</translation>
    </message>
    <message>
        <source>%1 has trouble of its own (error %2). Try again in a while.</source>
        <translation>%1 自身出了问题（错误 %2）。请过一会儿再试。</translation>
    </message>
    <message>
        <source>%1 was asked too often. Wait a minute, then try again.</source>
        <translation>对 %1 的请求太频繁。请等一分钟再试。</translation>
    </message>
    <message>
        <source>%1 answers, but there is no XiaoZhi service at this address (error %2). Check the path.</source>
        <translation>%1 有应答，但这个地址上没有小智服务（错误 %2）。请检查路径。</translation>
    </message>
    <message>
        <source>%1 refused the question (error %2). Check the address.</source>
        <translation>%1 拒绝了请求（错误 %2）。请检查地址。</translation>
    </message>
    <message>
        <source>%1 refused this device: %2</source>
        <translation>%1 拒绝了这台设备：%2</translation>
    </message>
    <message>
        <source>%1 answered in a way that is not XiaoZhi&apos;s (status %2). Check the address.</source>
        <translation>%1 的应答不符合小智协议（状态 %2）。请检查地址。</translation>
    </message>
    <message>
        <source>The server did not answer within %1 s. It may be off or on another network.</source>
        <translation>服务器在 %1 秒内没有应答。它可能没有开机，或者在另一个网络里。</translation>
    </message>
    <message>
        <source>%1 answered with far more than XiaoZhi data. Check the address.</source>
        <translation>%1 返回的数据远远超出小智协议所需。请检查地址。</translation>
    </message>
    <message>
        <source>The server sends us on to %1, which was not followed to keep your device safe. If that is right, use it as the address.</source>
        <translation>服务器让我们改去 %1。为了设备安全，没有自动跳转。如果这个地址没错，请直接填写它。</translation>
    </message>
    <message>
        <source>%1 answered, but said neither where to connect nor which code to enter. It may not be set up yet.</source>
        <translation>%1 有应答，但既没有连接地址，也没有激活码。它可能还没有设置好。</translation>
    </message>
    <message>
        <source>%1 answered with a web page, not with XiaoZhi data. Check the address.</source>
        <translation>%1 返回的是网页，不是小智数据。请检查地址。</translation>
    </message>
    <message>
        <source>%1 answered with something that is not XiaoZhi data. Check the address.</source>
        <translation>%1 返回的不是小智数据。请检查地址。</translation>
    </message>
    <message>
        <source>The code was not entered in time. Ask for a new one and enter it on the server&apos;s page.</source>
        <translation>激活码没有及时输入。请获取新的激活码，并在服务器的页面上输入。</translation>
    </message>
    <message>
        <source>The server did not confirm the code in time. The last try said: %1</source>
        <translation>服务器没有及时确认激活码。最后一次的回应是：%1</translation>
    </message>
    <message>
        <source>The server named an address to talk to that cannot be used (%1). Its owner has to correct it.</source>
        <translation>服务器给出的对话地址无法使用（%1），需要由它的管理者更正。</translation>
    </message>
    <message>
        <source>No server has been chosen yet.</source>
        <translation>还没有选择服务器。</translation>
    </message>
    <message>
        <source>This kind of connection is not available here.</source>
        <translation>这里不支持这种连接方式。</translation>
    </message>
    <message>
        <source>The server speaks, but does not accept this device yet. Check the pairing.</source>
        <translation>服务器有应答，但还不接受这台设备。请检查配对。</translation>
    </message>
    <message>
        <source>The server took the connection, but did not begin a session within %1 s.</source>
        <translation>服务器接受了连接，但在 %1 秒内没有开始会话。</translation>
    </message>
    <message>
        <source>The server closed the connection before the session began. It may not accept this device: check the pairing.</source>
        <translation>会话开始之前，服务器就断开了连接。它可能不接受这台设备，请检查配对。</translation>
    </message>
    <message>
        <source>The server did not answer the question.</source>
        <translation>服务器没有回答这个问题。</translation>
    </message>
    <message numerus="yes">
        <source>The connection could not be restored after %n tries. %1 It is tried again when the network changes.</source>
        <translation>
            <numerusform>重连了 %n 次仍未成功。%1 网络变化时会再次尝试。</numerusform>
        </translation>
    </message>
    <message>
        <source>The server asked this device for &quot;%1&quot;. Nothing was done.</source>
        <translation>服务器要求这台设备执行“%1”，没有照办。</translation>
    </message>
    <message>
        <source>must be a whole number from %1 to %2</source>
        <translation>应该是 %1 到 %2 之间的整数</translation>
    </message>
    <message>
        <source>must be an IP address of this computer, or 0.0.0.0 for all of them</source>
        <translation>应该是这台电脑的 IP 地址，或者用 0.0.0.0 表示全部地址</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>应该是 true 或 false</translation>
    </message>
    <message>
        <source>must be open, approve or code</source>
        <translation>应该是 open、approve 或 code</translation>
    </message>
    <message>
        <source>must be en or zh</source>
        <translation>应该是 en 或 zh</translation>
    </message>
    <message>
        <source>The configuration %1 cannot be read: %2.</source>
        <translation>无法读取配置 %1：%2。</translation>
    </message>
    <message>
        <source>The configuration %1 is too large.</source>
        <translation>配置 %1 太大。</translation>
    </message>
    <message>
        <source>The owner of this server refused this device. Ask the owner, then try again in ten minutes.</source>
        <translation>服务器的主人拒绝了这台设备。请先征得同意，十分钟后再试。</translation>
    </message>
    <message>
        <source>Too many devices wait for approval on this server. Try again later.</source>
        <translation>这台服务器上等待批准的设备太多，请稍后再试。</translation>
    </message>
    <message>
        <source>No device waits with the code %1. Codes are valid for 24 hours.</source>
        <translation>没有设备在用激活码 %1 等待。激活码的有效期是 24 小时。</translation>
    </message>
    <message>
        <source>No device with the id %1 is bound to this server.</source>
        <translation>没有编号为 %1 的设备绑定在这台服务器上。</translation>
    </message>
    <message>
        <source>The device does not say who it is: Device-Id (a MAC address) and Client-Id are needed.</source>
        <translation>设备没有说明自己的身份：需要 Device-Id（MAC 地址）和 Client-Id。</translation>
    </message>
    <message>
        <source>The token is missing or has expired. The device gets a new one with its next version check.</source>
        <translation>令牌缺失或已过期。设备下次检查版本时会得到新的令牌。</translation>
    </message>
    <message>
        <source>The server&apos;s key cannot be kept in %1: %2. Make the folder writable or choose another data folder.</source>
        <translation>服务器的密钥无法保存到 %1：%2。请让文件夹可写，或另选一个数据文件夹。</translation>
    </message>
    <message>
        <source>The server is being stopped.</source>
        <translation>服务器正在停止。</translation>
    </message>
    <message>
        <source>These settings take effect when the server is started again: %1.</source>
        <translation>以下设置在服务器重新启动后生效：%1。</translation>
    </message>
    <message>
        <source>There is no offline recogniser for Mandarin. Type your question instead.</source>
        <translation>没有可离线使用的普通话识别。请改用键盘输入问题。</translation>
    </message>
    <message>
        <source>The dictionary of the speech recogniser is damaged or too old. Reinstall pocketsphinx-en-us.</source>
        <translation>语音识别的词典已损坏或太旧。请重新安装 pocketsphinx-en-us。</translation>
    </message>
    <message>
        <source>The speech recogniser does not know its own settings. Reinstall pocketsphinx.</source>
        <translation>语音识别器不认识自己的设置。请重新安装 pocketsphinx。</translation>
    </message>
    <message>
        <source>The speech recogniser could not be started. Reinstall pocketsphinx-en-us.</source>
        <translation>语音识别器无法启动。请重新安装 pocketsphinx-en-us。</translation>
    </message>
    <message>
        <source>The English speech model is not installed. Install the package pocketsphinx-en-us, or type instead of speaking.</source>
        <translation>没有安装英语语音模型。请安装软件包 pocketsphinx-en-us，或者改用键盘输入。</translation>
    </message>
    <message>
        <source>The voices of espeak-ng are not installed. Install the package espeak-ng-data.</source>
        <translation>没有安装 espeak-ng 的语音。请安装软件包 espeak-ng-data。</translation>
    </message>
    <message>
        <source>The voice could not speak this sentence.</source>
        <translation>这句话没能合成为语音。</translation>
    </message>
    <message>
        <source>The token of admin.json is needed.</source>
        <translation>需要 admin.json 中的令牌。</translation>
    </message>
    <message>
        <source>The file %1 cannot be written: %2. Make the folder writable or choose another data folder.</source>
        <translation>无法写入文件 %1：%2。请让文件夹可写，或另选一个数据文件夹。</translation>
    </message>
    <message>
        <source>Approve this code in Myna on your computer:
%1</source>
        <translation>请在电脑上的 Myna 中批准这个激活码：
%1</translation>
    </message>
    <message>
        <source>The owner of this server has not approved the code yet.</source>
        <translation>服务器的主人还没有批准这个激活码。</translation>
    </message>
    <message>
        <source>The owner of this server refused this device.</source>
        <translation>服务器的主人拒绝了这台设备。</translation>
    </message>
    <message>
        <source>No code waits for this device. Check the version again to get one.</source>
        <translation>没有为这台设备准备激活码。请重新检查版本来获取。</translation>
    </message>
    <message>
        <source>The version check of this Myna server works.
OTA address for devices: %1
WebSocket address: %2
</source>
        <translation>这台 Myna 服务器的版本检查工作正常。
设备用的 OTA 地址：%1
WebSocket 地址：%2
</translation>
    </message>
    <message>
        <source>This device is not bound to this server, or its token has expired.</source>
        <translation>这台设备没有绑定到此服务器，或者它的令牌已过期。</translation>
    </message>
    <message>
        <source>No vision engine is configured on this server.</source>
        <translation>这台服务器没有配置视觉引擎。</translation>
    </message>
    <message>
        <source>The server&apos;s database could not be used: %1</source>
        <translation>服务器的数据库无法使用：%1</translation>
    </message>
    <message>
        <source>The server&apos;s data cannot be kept in the folder %1: %2. Make the folder writable or choose another data folder.</source>
        <translation>服务器的数据无法保存到文件夹 %1：%2。请让文件夹可写，或另选一个数据文件夹。</translation>
    </message>
    <message>
        <source>it cannot be made</source>
        <translation>无法创建</translation>
    </message>
    <message>
        <source>the damaged file %1 cannot be moved</source>
        <translation>损坏的文件 %1 无法移开</translation>
    </message>
    <message>
        <source>The server&apos;s database was damaged. It is kept as %1 and a new one was made: devices must be approved again.</source>
        <translation>服务器的数据库已损坏，另存为 %1，并新建了一个。各台设备需要重新批准。</translation>
    </message>
    <message>
        <source>a new file cannot be made either</source>
        <translation>也无法新建文件</translation>
    </message>
    <message>
        <source>it cannot be written</source>
        <translation>无法写入</translation>
    </message>
    <message>
        <source>it was written by a newer version of this program. Install that version or choose another data folder</source>
        <translation>它由更新版本的程序写成。请安装那个版本，或另选一个数据文件夹</translation>
    </message>
    <message>
        <source>The server cannot keep this connection now; it may be too busy. It will be tried again.</source>
        <translation>服务器现在无法保持连接，可能太忙，稍后会自动重试。</translation>
    </message>
    <message>
        <source>There is no wake phrase to listen for. Add one.</source>
        <translation>还没有唤醒词，请先添加一个。</translation>
    </message>
    <message>
        <source>Voice processing could not be started.</source>
        <translation>语音处理无法启动。</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>a quoted word</comment>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between words of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>The English dictionary does not know %1. Write it with English words that sound like it, or choose another phrase, for example “%2”.</source>
        <translation>英文词典里没有%1。请用读音相近的英文单词来写，或者换一个唤醒词，比如“%2”。</translation>
    </message>
    <message>
        <source>The English dictionary does not know %1. It does know %2. Or write it with English words that sound like it.</source>
        <translation>英文词典里没有%1，但有%2。也可以用读音相近的英文单词来写。</translation>
    </message>
    <message>
        <source>“%1” is too short: it would be heard in ordinary talk. Use three syllables or more, for example “%2”.</source>
        <translation>“%1”太短，平常说话时容易误触发。请用三个以上音节，比如“%2”。</translation>
    </message>
    <message>
        <source>Type a phrase, for example “%1”.</source>
        <translation>请输入唤醒词，比如“%1”。</translation>
    </message>
    <message>
        <source>Wake phrases are English for now. Write the phrase with English words, for example “%1”.</source>
        <translation>唤醒词目前只支持英文。请用英文单词来写，比如“%1”。</translation>
    </message>
    <message>
        <source>The phrase is too long. Use up to %1 words.</source>
        <translation>唤醒词太长，最多 %1 个单词。</translation>
    </message>
    <message>
        <source>The sound system was restarted while one of its devices did not answer. Quit Myna and start it again to have sound.</source>
        <translation>声音系统重新启动时，有一个设备没有响应。请退出 Myna 再打开，声音就会恢复。</translation>
    </message>
    <message>
        <source>The name must end in .csv or .json, so that it is clear what is wanted.</source>
        <translation>文件名必须以 .csv 或 .json 结尾，这样才知道要保存成哪一种。</translation>
    </message>
    <message>
        <source>The file %1 cannot be written: %2. Choose another folder.</source>
        <translation>无法写入文件 %1：%2。请换一个文件夹。</translation>
    </message>
    <message>
        <source>The sound system refuses this user. Log out and in again; if that does not help, allow your account to use sound.</source>
        <translation>声音系统拒绝了当前用户的访问。请注销后重新登录；如果仍然无效，请允许您的账户使用声音。</translation>
    </message>
    <message>
        <source>%1 The pairing is being checked.</source>
        <comment>what the server said</comment>
        <translation>%1 正在检查配对。</translation>
    </message>
    <message>
        <source>The network has changed.</source>
        <translation>网络发生了变化。</translation>
    </message>
    <message>
        <source>The server closed the connection before the session began and said: “%1”. Check the pairing.</source>
        <translation>会话还没开始，服务器就关闭了连接，并说：“%1”。请检查配对。</translation>
    </message>
    <message>
        <source>The other end sent a sound packet that is too short.</source>
        <translation>对方发来的语音包太短。</translation>
    </message>
    <message>
        <source>The other end sent a packet that is not sound.</source>
        <translation>对方发来的数据包不是语音。</translation>
    </message>
    <message>
        <source>The other end sent a sound packet whose length is not what it says.</source>
        <translation>对方发来的语音包实际长度与声明的不符。</translation>
    </message>
    <message>
        <source>Its certificate has expired. The owner of the server has to renew it; check this computer&apos;s date too.</source>
        <translation>它的证书已经过期，需要服务器的主人更新；也请检查本机的日期。</translation>
    </message>
    <message>
        <source>Its certificate is not valid yet. Check the date of this computer and of the server.</source>
        <translation>它的证书还没有生效。请检查本机和服务器的日期。</translation>
    </message>
    <message>
        <source>It shows another certificate than the one you accepted. Somebody may be in between, or the server has a new one: compare its fingerprint before you go on.</source>
        <translation>它出示的证书和您认可过的不一样。可能有人在中间，也可能是服务器换了新证书：继续之前请先核对指纹。</translation>
    </message>
    <message>
        <source>Its certificate is self-signed: nobody but the server itself vouches for it. If the server is yours, compare the fingerprint.</source>
        <translation>它的证书是自签名的：除了服务器自己，没有谁为它担保。如果这是您自己的服务器，请核对指纹。</translation>
    </message>
    <message>
        <source>Its certificate belongs to a server of another name. Check the address.</source>
        <translation>它的证书属于另一个名字的服务器。请检查地址。</translation>
    </message>
    <message>
        <source>Its certificate is not believed by this computer.</source>
        <translation>本机不信任它的证书。</translation>
    </message>
    <message>
        <source>Its certificate is not believed by this computer (%1).</source>
        <translation>本机不信任它的证书（%1）。</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 wants another name and password. Change them in the settings of the server.</source>
        <translation>通往 %1 的代理要求别的用户名和密码。请在这台服务器的设置里修改。</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 does not let us through (%2). Check its address, or go without one.</source>
        <translation>通往 %1 的代理不让通过（%2）。请检查代理地址，或不使用代理。</translation>
    </message>
    <message>
        <source>This server offers only the MQTT connection. Let Myna choose the connection by itself, or choose MQTT.</source>
        <translation>这台服务器只提供 MQTT 连接。请让 Myna 自动选择连接方式，或者改选 MQTT。</translation>
    </message>
    <message>
        <source>This server offers no MQTT connection. Let Myna choose the connection by itself, or choose WebSocket.</source>
        <translation>这台服务器不提供 MQTT 连接。请让 Myna 自动选择连接方式，或者改选 WebSocket。</translation>
    </message>
    <message>
        <source>The server sent more than can be taken in, so the connection was closed.</source>
        <translation>服务器发来的数据太多，无法全部接收，连接已关闭。</translation>
    </message>
    <message>
        <source>%1 answers, but not as an MQTT broker. Check the address and port.</source>
        <translation>%1 有应答，但不是 MQTT 服务器。请检查地址和端口。</translation>
    </message>
    <message>
        <source>An MQTT connection cannot be made on this computer.</source>
        <translation>这台电脑上无法建立 MQTT 连接。</translation>
    </message>
    <message>
        <source>The MQTT broker at %1 does not accept this device (answer %2). Check the pairing.</source>
        <translation>%1 上的 MQTT 服务器不接受这台设备（应答 %2）。请检查配对。</translation>
    </message>
    <message>
        <source>The MQTT broker at %1 cannot take a connection now (answer %2). It will be tried again.</source>
        <translation>%1 上的 MQTT 服务器暂时无法接受连接（应答 %2），稍后会重试。</translation>
    </message>
    <message>
        <source>The MQTT broker at %1 does not speak MQTT 3.1.1 (answer %2). Check the address and port.</source>
        <translation>%1 上的 MQTT 服务器不支持 MQTT 3.1.1（应答 %2）。请检查地址和端口。</translation>
    </message>
    <message>
        <source>This server does not say where its MQTT broker is. Its owner has to correct it.</source>
        <translation>这台服务器没有说明 MQTT 服务器的位置，需要由它的管理者更正。</translation>
    </message>
    <message>
        <source>The server began the session without a usable way for the sound: %1</source>
        <translation>服务器开始了会话，但没有给出可用的语音通道：%1</translation>
    </message>
    <message>
        <source>No UDP socket could be opened for the sound: %1</source>
        <translation>无法为语音打开 UDP 套接字：%1</translation>
    </message>
    <message>
        <source>A sound packet came from somebody who is not the server.</source>
        <translation>收到了不是由服务器发来的语音包。</translation>
    </message>
    <message>
        <source>A sound packet came twice or much too late.</source>
        <translation>收到了重复或严重迟到的语音包。</translation>
    </message>
    <message>
        <source>The sound cannot be encrypted on this computer.</source>
        <translation>这台电脑上无法加密语音。</translation>
    </message>
    <message>
        <source>%1 cannot prove that it is the server you mean, so nothing was sent. %2</source>
        <translation>%1 无法证明自己就是您要找的服务器，因此没有发送任何内容。%2</translation>
    </message>
    <message>
        <source>The server did not say where to talk to it. Its owner has to complete its settings.</source>
        <translation>服务器没有说明在哪里对话。需要它的主人补全设置。</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>span of time</comment>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>span of time</comment>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 days</source>
        <comment>span of time</comment>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>Your clock is %1 ahead of the server&apos;s. Tokens may expire too early; check the date.</source>
        <translation>本机的时钟比服务器快 %1。令牌可能提前过期，请检查日期。</translation>
    </message>
    <message>
        <source>Your clock is %1 behind the server&apos;s. Certificates may be refused; check the date.</source>
        <translation>本机的时钟比服务器慢 %1。证书可能被拒绝，请检查日期。</translation>
    </message>
    <message>
        <source>The server offers firmware %1. It is meant for boards; Myna is updated like any other program.</source>
        <translation>服务器提供固件 %1。那是给开发板用的；Myna 像其他程序一样更新。</translation>
    </message>
    <message>
        <source>The server refuses this device. Check the token in the settings of the server, and that it knows this device.</source>
        <translation>服务器拒绝了本设备。请检查这台服务器设置里的令牌，以及它是否认识本设备。</translation>
    </message>
    <message>
        <source>The server knows this device when asked, but refuses to talk with it. The device may have been given to another account, or another one uses the same identity. A new identity is paired with a new code.</source>
        <translation>服务器认识本设备，却拒绝与它对话。设备可能被绑到了别的账号，或有另一台设备使用同样的身份。换一个新身份，再用新的激活码配对即可。</translation>
    </message>
    <message>
        <source>Conversations with Myna</source>
        <translation>与 Myna 的对话</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>Myna</source>
        <translation>Myna</translation>
    </message>
    <message>
        <source>used: %1</source>
        <translation>用到：%1</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Choose another place.</source>
        <translation>%1 写不进去：%2。请换个位置。</translation>
    </message>
    <message>
        <source>The history of your conversations cannot be kept in the folder %1: %2. Make the folder writable or choose another data folder.</source>
        <translation>对话历史无法保存在文件夹 %1 中：%2。请让该文件夹可写，或换一个数据文件夹。</translation>
    </message>
    <message>
        <source>The history of your conversations is damaged.</source>
        <translation>对话历史文件已损坏。</translation>
    </message>
    <message>
        <source>The disk is full, so the history cannot be written. Make some room.</source>
        <translation>磁盘已满，对话历史写不进去。请腾出一些空间。</translation>
    </message>
    <message>
        <source>Another program is using the file of the history (history.db). Close it there.</source>
        <translation>另一个程序正在使用历史文件（history.db）。请在那里关闭它。</translation>
    </message>
    <message>
        <source>The history of your conversations could not be used: %1</source>
        <translation>对话历史暂时用不了：%1</translation>
    </message>
    <message>
        <source>The history of your conversations was damaged. It is kept as %1, and a new one was begun.</source>
        <translation>对话历史已损坏。原文件保留为 %1，并已新建一份。</translation>
    </message>
    <message>
        <source>This conversation is not there any more.</source>
        <translation>这段对话已经不在了。</translation>
    </message>
    <message>
        <source>Not needed: the address for conversations was typed.</source>
        <translation>不需要：填写的就是对话地址。</translation>
    </message>
    <message>
        <source>The server does not know this computer yet and asks for a code. Use this server to pair with it.</source>
        <translation>服务器还不认识本机，需要激活码。选用这台服务器即可配对。</translation>
    </message>
    <message>
        <source>Can be tried after pairing.</source>
        <translation>配对之后才能测试。</translation>
    </message>
    <message>
        <source>The server knows this computer.</source>
        <translation>服务器认识本机。</translation>
    </message>
    <message>
        <source>Name</source>
        <comment>step of the connection test: DNS</comment>
        <translation>域名</translation>
    </message>
    <message>
        <source>Connection</source>
        <comment>step of the connection test: TCP</comment>
        <translation>连接</translation>
    </message>
    <message>
        <source>Encryption</source>
        <comment>step of the connection test: TLS</comment>
        <translation>加密</translation>
    </message>
    <message>
        <source>Answer</source>
        <comment>step of the connection test: HTTP</comment>
        <translation>应答</translation>
    </message>
    <message>
        <source>Data</source>
        <comment>step of the connection test: JSON</comment>
        <translation>数据</translation>
    </message>
    <message>
        <source>Activation</source>
        <comment>step of the connection test</comment>
        <translation>激活</translation>
    </message>
    <message>
        <source>Voice channel</source>
        <comment>step of the connection test: WebSocket</comment>
        <translation>语音通道</translation>
    </message>
    <message>
        <source>Greeting</source>
        <comment>step of the connection test: hello</comment>
        <translation>问候</translation>
    </message>
    <message>
        <source>This file of py-xiaozhi names no server that can be used.</source>
        <translation>这个 py-xiaozhi 文件里没有可用的服务器。</translation>
    </message>
    <message>
        <source>%1 (py-xiaozhi)</source>
        <comment>name of an imported server</comment>
        <translation>%1（py-xiaozhi）</translation>
    </message>
    <message>
        <source>This file names no address that other computers can reach. Look for “server: websocket” or “manager-api: url” in it.</source>
        <translation>这个文件里没有其他电脑能访问的地址。请查看其中的 “server: websocket” 或 “manager-api: url”。</translation>
    </message>
    <message>
        <source>This file is too large to be a list of servers.</source>
        <translation>这个文件太大，不像是服务器列表。</translation>
    </message>
    <message>
        <source>This file is neither a list of servers from Myna, nor py-xiaozhi&apos;s config.json, nor a server&apos;s .config.yaml.</source>
        <translation>这个文件既不是 Myna 的服务器列表，也不是 py-xiaozhi 的 config.json 或服务器的 .config.yaml。</translation>
    </message>
    <message>
        <source>This is not a list of servers that Myna wrote.</source>
        <translation>这不是 Myna 写出的服务器列表。</translation>
    </message>
    <message>
        <source>This list of servers is from a newer Myna. Update Myna here first.</source>
        <translation>这个服务器列表来自更新版本的 Myna。请先更新本机的 Myna。</translation>
    </message>
    <message>
        <source>This list has more servers than the %1 that can be kept.</source>
        <translation>列表里的服务器太多，最多只能保存 %1 台。</translation>
    </message>
    <message>
        <source>The list of your servers was damaged and was kept as %1. Add your servers again; the identities of this computer are safe.</source>
        <translation>服务器列表已损坏，原文件保存为 %1。请重新添加服务器；本机的身份没有丢失。</translation>
    </message>
    <message>
        <source>There are %1 servers already. Remove one that you do not use any more.</source>
        <translation>已经有 %1 台服务器了。请先移除不再使用的。</translation>
    </message>
    <message>
        <source>A server needs an address.</source>
        <translation>服务器需要一个地址。</translation>
    </message>
    <message>
        <source>This server is not in the list any more.</source>
        <translation>这台服务器已经不在列表里。</translation>
    </message>
    <message>
        <source>The official service and this computer stay in the list.</source>
        <translation>官方服务和本机会一直留在列表里。</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <comment>name of a server</comment>
        <translation>%1（副本）</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>The address has no host name in it.</source>
        <translation>地址里没有主机名。</translation>
    </message>
    <message>
        <source>Looked up by the proxy %1.</source>
        <translation>由代理 %1 查询。</translation>
    </message>
    <message>
        <source>The address is a number; there is no name to look up.</source>
        <translation>地址是数字，不需要查询域名。</translation>
    </message>
    <message>
        <source>By way of the proxy %1.</source>
        <translation>经过代理 %1。</translation>
    </message>
    <message>
        <source>%1, with the certificate you accepted.</source>
        <comment>TLS version</comment>
        <translation>%1，使用您认可的证书。</translation>
    </message>
    <message>
        <source>%1 does not speak encrypted here (%2). Check the port, and whether it is http or https.</source>
        <translation>%1 在这个端口不使用加密（%2）。请检查端口，以及是 http 还是 https。</translation>
    </message>
    <message>
        <source>Nobody could say within %1 s where %2 is. Check the network of this computer.</source>
        <translation>%1 秒内没有查到 %2 在哪里。请检查本机的网络。</translation>
    </message>
    <message>
        <source>%1 took the connection, but did not agree on encryption within %2 s. Check the port, and whether it is http or https.</source>
        <translation>%1 接受了连接，但 %2 秒内没有建立加密。请检查端口，以及是 http 还是 https。</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 s. It may be off, on another network, or behind a firewall.</source>
        <translation>%1 在 %2 秒内没有回应。它可能没有开机、在别的网络，或在防火墙后面。</translation>
    </message>
    <message>
        <source>Not encrypted: others on the way can listen. On your own network that may be fine.</source>
        <translation>没有加密：途中的人可能听到。在自己的网络里也许没有关系。</translation>
    </message>
    <message>
        <source>Send JSON, with the header Content-Type: application/json.</source>
        <translation>请发送 JSON，并带上请求头 Content-Type: application/json。</translation>
    </message>
    <message>
        <source>The body of the request is not a JSON object.</source>
        <translation>请求正文不是 JSON 对象。</translation>
    </message>
    <message>
        <source>This request takes no fields, not &quot;%1&quot;.</source>
        <translation>此请求不接受任何字段，包括“%1”。</translation>
    </message>
    <message>
        <source>This request knows the fields %1, not &quot;%2&quot;.</source>
        <translation>此请求只接受字段 %1，不认识“%2”。</translation>
    </message>
    <message>
        <source>The field %1 takes true or false.</source>
        <translation>字段 %1 只能是 true 或 false。</translation>
    </message>
    <message>
        <source>The field %1 takes one of %2.</source>
        <translation>字段 %1 只能取以下值之一：%2。</translation>
    </message>
    <message>
        <source>There is no code to confirm. Ask for one first: POST /api/device-bind.</source>
        <translation>没有待确认的激活码。请先获取：POST /api/device-bind。</translation>
    </message>
    <message>
        <source>This client was told where to connect, so there is nothing to pair.</source>
        <translation>此客户端已直接指定连接地址，无需配对。</translation>
    </message>
    <message>
        <source>This device is not paired.</source>
        <translation>此设备尚未配对。</translation>
    </message>
    <message>
        <source>Myna asks the server about this device.</source>
        <translation>Myna 正在向服务器查询此设备。</translation>
    </message>
    <message>
        <source>Enter the code %1 on the server&apos;s page.</source>
        <translation>请在服务器的页面上输入激活码 %1。</translation>
    </message>
    <message>
        <source>Enter the code %1 at %2.</source>
        <translation>请在 %2 输入激活码 %1。</translation>
    </message>
    <message>
        <source>The code was entered. Myna asks where to connect.</source>
        <translation>激活码已输入，Myna 正在查询连接地址。</translation>
    </message>
    <message>
        <source>This device is paired.</source>
        <translation>此设备已配对。</translation>
    </message>
    <message>
        <source>Pairing failed.</source>
        <translation>配对失败。</translation>
    </message>
    <message>
        <source>Another program (process %1) is controlled through this data folder already. End it, or use another data folder.</source>
        <translation>已有另一个程序（进程 %1）通过此数据文件夹接受控制。请结束它，或换用其他数据文件夹。</translation>
    </message>
    <message>
        <source>Myna is just starting or leaving. Try again in a moment.</source>
        <translation>Myna 正在启动或退出，请稍后再试。</translation>
    </message>
    <message>
        <source>The microphone is muted. Only the user switches it on again.</source>
        <translation>麦克风已静音，只有用户本人可以重新打开。</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Something needs attention; the checks say what.</source>
        <translation>有情况需要处理，详见各项检查。</translation>
    </message>
    <message>
        <source>This device is not paired with a server yet. Pair it first: POST /api/device-bind.</source>
        <translation>此设备尚未与服务器配对。请先配对：POST /api/device-bind。</translation>
    </message>
    <message numerus="yes">
        <source>Too many requests. Try again in %n second(s).</source>
        <translation>
            <numerusform>请求过于频繁，请在 %n 秒后再试。</numerusform>
        </translation>
    </message>
    <message>
        <source>Myna is controlled by programs of this computer, not by a web page.</source>
        <translation>只有本机的程序可以控制 Myna，网页不可以。</translation>
    </message>
    <message>
        <source>The token in the file control.json of the data folder is needed.</source>
        <translation>需要数据文件夹中 control.json 文件里的令牌。</translation>
    </message>
    <message>
        <source>Myna is connected and waits.</source>
        <translation>Myna 已连接，正在等待。</translation>
    </message>
    <message>
        <source>Myna is not connected.</source>
        <translation>Myna 未连接。</translation>
    </message>
    <message>
        <source>Myna is connecting.</source>
        <translation>Myna 正在连接。</translation>
    </message>
    <message>
        <source>Myna listens.</source>
        <translation>Myna 正在聆听。</translation>
    </message>
    <message>
        <source>Myna waits for the answer.</source>
        <translation>Myna 正在等待回答。</translation>
    </message>
    <message>
        <source>Myna speaks.</source>
        <translation>Myna 正在说话。</translation>
    </message>
    <message>
        <source>The connection was lost. Myna connects again by itself.</source>
        <translation>连接已断开，Myna 正在自动重连。</translation>
    </message>
    <message>
        <source>Myna could not connect.</source>
        <translation>Myna 无法连接。</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <extracomment>A day of this year, in the notation of Qt: dddd is the weekday, d the day, MMMM the month</extracomment>
        <translation>M月d日 dddd</translation>
    </message>
    <message>
        <source>Without words</source>
        <translation>没有文字</translation>
    </message>
    <message numerus="yes">
        <source>%n turn(s)</source>
        <translation>
            <numerusform>%n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>name of the server, number of turns</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>打字</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>被打断</translation>
    </message>
    <message>
        <source>first sound after %1</source>
        <translation>%1后出声</translation>
    </message>
    <message>
        <source>You: %1</source>
        <translation>你：%1</translation>
    </message>
    <message>
        <source>Myna: %1</source>
        <translation>Myna：%1</translation>
    </message>
    <message>
        <source>End of the question</source>
        <translation>提问结束</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>识别完成</translation>
    </message>
    <message>
        <source>First word</source>
        <translation>第一个字</translation>
    </message>
    <message>
        <source>First sound</source>
        <translation>第一声</translation>
    </message>
    <message>
        <source>End of the answer</source>
        <translation>回答结束</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1–%2</source>
        <comment>from, to</comment>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <comment>day, time, server</comment>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>it refused us; it may want another name and password</source>
        <comment>a proxy</comment>
        <translation>它拒绝了连接，可能要求别的用户名和密码</translation>
    </message>
    <message>
        <source>The server speaks, but none of its sound arrives: this network blocks UDP. Choose WebSocket as the connection to this server.</source>
        <translation>服务器正在说话，但声音一点也没有传到：当前网络拦截了 UDP。请把这台服务器的连接方式改为 WebSocket。</translation>
    </message>
    <message>
        <source>The server speaks, but none of its sound arrives: this network blocks UDP, and this server offers no other connection. Use another network, or ask whoever runs this one to let UDP through.</source>
        <translation>服务器正在说话，但声音一点也没有传到：当前网络拦截了 UDP，而这台服务器没有其他连接方式。请换一个网络，或请网络的管理者放行 UDP。</translation>
    </message>
    <message>
        <source>This computer&apos;s settings name a web proxy, which cannot carry the MQTT connection to %1. In the settings of the server choose a SOCKS5 proxy or none, or the WebSocket connection if the server has one.</source>
        <translation>这台电脑的系统设置指定了网页代理，而网页代理无法承载到 %1 的 MQTT 连接。请在这台服务器的设置里选择 SOCKS5 代理或不使用代理；如果服务器提供 WebSocket，也可以改用 WebSocket 连接。</translation>
    </message>
    <message>
        <source>An HTTP proxy cannot carry the MQTT connection to %1. In the settings of the server choose a SOCKS5 proxy or none, or the WebSocket connection if the server has one.</source>
        <translation>HTTP 代理无法承载到 %1 的 MQTT 连接。请在这台服务器的设置里选择 SOCKS5 代理或不使用代理；如果服务器提供 WebSocket，也可以改用 WebSocket 连接。</translation>
    </message>
    <message>
        <source>The server accepted this device, but named an address to talk to that cannot be used. Its owner has to correct it.</source>
        <translation>服务器接受了这台设备，但给出的会话地址无法使用，需要服务器的主人更正。</translation>
    </message>
    <message>
        <source>The code is not valid any more. Ask for a new one and enter it on the server&apos;s page.</source>
        <translation>激活码已失效。请获取新的激活码，并在服务器的页面上输入。</translation>
    </message>
    <message>
        <source>The server sent a code that is not six digits. It cannot be entered anywhere; tell the owner of the server.</source>
        <translation>服务器发来的激活码不是六位数字，无法在任何地方输入。请告知服务器的主人。</translation>
    </message>
    <message>
        <source>The connection to the server ended before the code was entered. Ask for a new code.</source>
        <translation>还没等到输入激活码，与服务器的连接就断开了。请获取新的激活码。</translation>
    </message>
    <message>
        <source>The server closed the connection without offering a code. It may not bind devices over the WebSocket; switch that off in the settings of the server.</source>
        <translation>服务器没有给出激活码就关闭了连接。它可能不支持通过 WebSocket 绑定设备，请在该服务器的设置中关闭此选项。</translation>
    </message>
    <message>
        <source>The server took the connection, but offered no code. It may not bind devices over the WebSocket; switch that off in the settings of the server.</source>
        <translation>服务器接受了连接，但没有给出激活码。它可能不支持通过 WebSocket 绑定设备，请在该服务器的设置中关闭此选项。</translation>
    </message>
    <message>
        <source>The server refuses this device. Check the pairing.</source>
        <translation>服务器拒绝了这台设备。请检查配对。</translation>
    </message>
    <message>
        <source>The server refuses this device and says: “%1”. Check the pairing.</source>
        <translation>服务器拒绝了这台设备，并说：“%1”。请检查配对。</translation>
    </message>
    <message>
        <source>Broker</source>
        <comment>step of the connection test: MQTT</comment>
        <translation>MQTT 服务器</translation>
    </message>
    <message>
        <source>The code was not approved in time. Connect again to get a new one.</source>
        <translation>激活码未能及时得到批准。请重新连接以获取新的激活码。</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>Something went wrong in the server.</source>
        <translation>服务器内部出错。</translation>
    </message>
    <message>
        <source>An audio frame of %1 bytes is too large.</source>
        <translation>%1 字节的音频帧太大。</translation>
    </message>
    <message>
        <source>its tables were not made by this program or were changed afterwards. Restore a backup or choose another one</source>
        <translation>其中的数据表不是由本程序创建的，或者后来被改动过。请恢复备份，或另选一个数据库</translation>
    </message>
    <message>
        <source>The address of the database (database.url) cannot be used: %1. It looks like postgresql://user@host:5432/name.</source>
        <translation>数据库地址（database.url）无法使用：%1。正确的形式如 postgresql://user@host:5432/name。</translation>
    </message>
    <message>
        <source>it is not an address of PostgreSQL</source>
        <translation>这不是 PostgreSQL 的地址</translation>
    </message>
    <message>
        <source>%1 holds a semicolon</source>
        <translation>%1 中含有分号</translation>
    </message>
    <message>
        <source>%1 is not known here</source>
        <translation>不支持参数 %1</translation>
    </message>
    <message>
        <source>it does not name the database</source>
        <translation>没有写明数据库名称</translation>
    </message>
    <message>
        <source>The configuration was changed in the meantime. Load it again and repeat your changes.</source>
        <translation>配置在此期间已被修改。请重新载入，再做一次您的修改。</translation>
    </message>
    <message>
        <source>The configuration %1 cannot be written: %2.</source>
        <translation>无法写入配置 %1：%2。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1 第 %2 行：%3</translation>
    </message>
    <message>
        <source>Firmware in %1 is not copied; put the files you want to offer into the folder &quot;firmware&quot; here.</source>
        <translation>%1 中的固件不会复制；请把要提供的文件放入这里的“firmware”文件夹。</translation>
    </message>
    <message>
        <source>What was remembered in %1 is not taken over; devices begin anew.</source>
        <translation>%1 中的记忆不会沿用，设备将重新开始。</translation>
    </message>
    <message>
        <source>The ready answers in %1 are not taken over; they are made again.</source>
        <translation>%1 中的现成回答不会沿用，会重新生成。</translation>
    </message>
    <message>
        <source>must be a section with type and settings</source>
        <translation>必须是包含 type 和设置的一节</translation>
    </message>
    <message>
        <source>needs a type, one of %1</source>
        <translation>缺少 type，可以是：%1</translation>
    </message>
    <message>
        <source>has a type nobody knows, &quot;%1&quot;; there are %2</source>
        <translation>的类型“%1”无人认识；可用的有：%2</translation>
    </message>
    <message>
        <source>has a type nobody knows, &quot;%1&quot;; did you mean %2?</source>
        <translation>的类型“%1”无人认识；您是指 %2 吗？</translation>
    </message>
    <message>
        <source>has the type %1, which this server does not have; it has %2</source>
        <translation>的类型 %1 本服务器没有；这里有：%2</translation>
    </message>
    <message>
        <source>must be a section of engines, each with a name of your choice</source>
        <translation>必须是一节引擎，每个引擎的名称由您自定</translation>
    </message>
    <message>
        <source>must be an address that begins with %1</source>
        <translation>必须是以 %1 开头的地址</translation>
    </message>
    <message>
        <source>must be debug, info, warning or error</source>
        <translation>只能是 debug、info、warning 或 error</translation>
    </message>
    <message>
        <source>must be a list of entries with name, program and sha256</source>
        <translation>必须是列表，每项含 name、program 和 sha256</translation>
    </message>
    <message>
        <source>needs a name</source>
        <translation>缺少名称</translation>
    </message>
    <message>
        <source>needs a program with its whole path</source>
        <translation>缺少程序的完整路径</translation>
    </message>
    <message>
        <source>needs the SHA-256 of the program in 64 hexadecimal digits</source>
        <translation>缺少程序的 SHA-256（64 位十六进制数字）</translation>
    </message>
    <message>
        <source>must be a list of entries with name and token</source>
        <translation>必须是列表，每项含 name 和 token</translation>
    </message>
    <message>
        <source>needs a token</source>
        <translation>缺少令牌</translation>
    </message>
    <message>
        <source>still is the example everybody knows; it is not accepted</source>
        <translation>仍是人人皆知的示例，不予接受</translation>
    </message>
    <message>
        <source>must hold networks such as 192.168.0.0/16, not &quot;%1&quot;</source>
        <translation>必须填写如 192.168.0.0/16 的网段，而不是“%1”</translation>
    </message>
    <message>
        <source>must have at least %1 characters</source>
        <translation>至少要有 %1 个字符</translation>
    </message>
    <message>
        <source>must be more than close_connection_no_voice_time</source>
        <translation>必须大于 close_connection_no_voice_time</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <translation>%1 %2。</translation>
    </message>
    <message>
        <source>must be a text</source>
        <translation>必须是文本</translation>
    </message>
    <message>
        <source>may have at most %1 characters</source>
        <translation>最多 %1 个字符</translation>
    </message>
    <message>
        <source>must be a list</source>
        <translation>必须是列表</translation>
    </message>
    <message>
        <source>is not known here and is ignored</source>
        <translation>在这里不认识，将被忽略</translation>
    </message>
    <message>
        <source>is not known here and is ignored; did you mean %1?</source>
        <translation>在这里不认识，将被忽略；您是指 %1 吗？</translation>
    </message>
    <message>
        <source>stands in the file in plain text, for everybody who sees the file; write ${NAME} for the environment&apos;s, or keychain:NAME after &quot;mynad config secret NAME&quot;</source>
        <translation>以明文写在文件中，看到文件的人都能得到它；请改写为 ${NAME}（取自环境变量），或先运行“mynad config secret NAME”再写 keychain:NAME</translation>
    </message>
    <message>
        <source>The revision %1 is not kept.</source>
        <translation>没有保留第 %1 个版本。</translation>
    </message>
    <message>
        <source>The former configurations cannot be kept in %1: %2.</source>
        <translation>无法在 %1 中保留以前的配置：%2。</translation>
    </message>
    <message>
        <source>%1 asks for the secret %2, which is not stored here. Store it with: mynad config secret %2</source>
        <translation>%1 需要密钥 %2，但这里没有保存。请用此命令保存：mynad config secret %2</translation>
    </message>
    <message>
        <source>%1 is too long.</source>
        <translation>%1 过长。</translation>
    </message>
    <message>
        <source>%1 asks for the environment variable %2, which is not set.</source>
        <translation>%1 需要环境变量 %2，但它没有设置。</translation>
    </message>
    <message>
        <source>names %1, which this server does not have; it is left out</source>
        <translation>指定了 %1，本服务器没有它，已略去</translation>
    </message>
    <message>
        <source>names %1, which this server does not have; when nothing else is named, %2 is asked</source>
        <translation>指定了 %1，本服务器没有它；若未指定其他引擎，则使用 %2</translation>
    </message>
    <message>
        <source>names %1, whose %2 is not filled in</source>
        <translation>指定了 %1，但它的 %2 尚未填写</translation>
    </message>
    <message>
        <source>names %1, but the section %2 has no such entry; there are %3</source>
        <translation>指定了 %1，但 %2 一节中没有它；有的是：%3</translation>
    </message>
    <message>
        <source>names %1, but the section %2 has no such entry; did you mean %3?</source>
        <translation>指定了 %1，但 %2 一节中没有它；您是指 %3 吗？</translation>
    </message>
    <message>
        <source>%1 must be a section with keys of its own.</source>
        <translation>%1 必须是包含下级键的一节。</translation>
    </message>
    <message>
        <source>%1 is a key this version does not know; it is ignored.</source>
        <translation>本版本不认识键 %1，将被忽略。</translation>
    </message>
    <message>
        <source>%1 is a key this version does not know; it is ignored. Did you mean %2?</source>
        <translation>本版本不认识键 %1，将被忽略。您是指 %2 吗？</translation>
    </message>
    <message>
        <source>is the address devices are told. Here they are told the one they reached this server at, so it needs no setting.</source>
        <translation>是告知设备的地址。这里会告知设备它连到本服务器时所用的地址，因此无需设置。</translation>
    </message>
    <message>
        <source>belongs to a separate MQTT gateway. Devices reach this server over the WebSocket.</source>
        <translation>属于单独的 MQTT 网关。设备通过 WebSocket 连接本服务器。</translation>
    </message>
    <message>
        <source>belongs to a separate management service. This server is managed from its window or with mynad.</source>
        <translation>属于单独的管理服务。本服务器在窗口中或用 mynad 管理。</translation>
    </message>
    <message>
        <source>shapes the log there. Here lines have one form, in separate files for errors, performance and access.</source>
        <translation>在那里决定日志格式。这里的日志格式统一，错误、性能和访问分文件记录。</translation>
    </message>
    <message>
        <source>chooses sounds there. The sounds of this server come with it.</source>
        <translation>在那里选择提示音。本服务器自带提示音。</translation>
    </message>
    <message>
        <source>signs tokens there. This server makes its own key once and keeps it in the data folder; tokens signed with this one are not accepted, and devices get a new one at their next version check.</source>
        <translation>在那里用于签发令牌。本服务器自行生成一次密钥并保存在数据文件夹中；用旧密钥签发的令牌不被接受，设备会在下次版本检查时得到新令牌。</translation>
    </message>
    <message>
        <source>sets the clock of devices there. Here they get the time zone of this computer.</source>
        <translation>在那里设置设备的时钟。这里设备使用这台电脑的时区。</translation>
    </message>
    <message>
        <source>is the data folder there. Here it is chosen with --data.</source>
        <translation>在那里是数据文件夹。这里用 --data 选择。</translation>
    </message>
    <message>
        <source>removes recordings there. This server keeps no sound at all.</source>
        <translation>在那里删除录音。本服务器完全不保存声音。</translation>
    </message>
    <message>
        <source>limits the synthesiser there. Here it is engine_limits.voice_first_ms.</source>
        <translation>在那里限制语音合成的时间。这里对应 engine_limits.voice_first_ms。</translation>
    </message>
    <message>
        <source>spaces packets of sound there. Here each packet has its time, and a device is never sent more than it can keep.</source>
        <translation>在那里决定声音包的间隔。这里每个包都有自己的时刻，发给设备的从不超过它能容纳的。</translation>
    </message>
    <message>
        <source>lets devices ping there. Here a ping is always answered.</source>
        <translation>在那里允许设备发送 ping。这里的 ping 总会得到回应。</translation>
    </message>
    <message>
        <source>keeps answers to wake words ready there. Here they always are.</source>
        <translation>在那里预备唤醒词的回答。这里总是预备好的。</translation>
    </message>
    <message>
        <source>asks the model for a good-bye there. Here the good-bye is a sentence in the device&apos;s language.</source>
        <translation>在那里让模型说告别语。这里的告别语是设备语言中的一句话。</translation>
    </message>
    <message>
        <source>is what the greeting tells devices there. Here the greeting says what is really sent: Opus, 24 kHz, 60 ms.</source>
        <translation>在那里是问候消息告知设备的内容。这里的问候消息如实说明发送的内容：Opus、24 kHz、60 ms。</translation>
    </message>
    <message>
        <source>holds sentences for a test program there. Here engines are tested from the window.</source>
        <translation>在那里是测试程序用的句子。这里在窗口中测试引擎。</translation>
    </message>
    <message>
        <source>reports conversations there. Here it is database.keep_turns_days.</source>
        <translation>在那里上报对话。这里对应 database.keep_turns_days。</translation>
    </message>
    <message>
        <source>adds texts of other services to the prompt there. Here the prompt is used as it is written.</source>
        <translation>在那里把其他服务的文本加入提示词。这里的提示词按原文使用。</translation>
    </message>
    <message>
        <source>is a file around the prompt there. Here the prompt is used as it is written.</source>
        <translation>在那里是包在提示词外的模板文件。这里的提示词按原文使用。</translation>
    </message>
    <message>
        <source>asks a separate service who speaks. This server does not tell voices apart.</source>
        <translation>在那里询问单独的服务是谁在说话。本服务器不区分说话人。</translation>
    </message>
    <message>
        <source>is an earlier memory there. Here the store keeps one for each device.</source>
        <translation>在那里是以前的记忆。这里的数据库为每台设备各保存一份。</translation>
    </message>
    <message>
        <source>limits a device there. Here it is max_output_size.</source>
        <translation>在那里限制设备的用量。这里对应 max_output_size。</translation>
    </message>
    <message>
        <source>is the former name of exit_commands.</source>
        <translation>是 exit_commands 的旧名。</translation>
    </message>
    <message>
        <source>is a kind of engine this server does not have.</source>
        <translation>是本服务器没有的一类引擎。</translation>
    </message>
    <message>
        <source>%1 is masked, and there is no value it could stand for. Write the value, ${NAME} or keychain:NAME.</source>
        <translation>%1 被遮盖，而且没有它可以代表的值。请写出该值、${NAME} 或 keychain:NAME。</translation>
    </message>
    <message>
        <source>An alias refers to itself.</source>
        <translation>别名引用了自身。</translation>
    </message>
    <message>
        <source>The configuration has too many values.</source>
        <translation>配置中的值太多。</translation>
    </message>
    <message>
        <source>The configuration is nested too deeply.</source>
        <translation>配置嵌套过深。</translation>
    </message>
    <message>
        <source>A key must be a word.</source>
        <translation>键必须是一个词。</translation>
    </message>
    <message>
        <source>%1 stands here twice (first in line %2); the last one counts.</source>
        <translation>%1 在这里出现了两次（第一次在第 %2 行）；以最后一次为准。</translation>
    </message>
    <message>
        <source>The configuration is too large.</source>
        <translation>配置过大。</translation>
    </message>
    <message>
        <source>A configuration consists of keys and values.</source>
        <translation>配置由键和值组成。</translation>
    </message>
    <message>
        <source>The field %1 takes %2.</source>
        <translation>字段 %1 应为%2。</translation>
    </message>
    <message>
        <source>a text of at most %1 characters</source>
        <translation>不超过 %1 个字符的文本</translation>
    </message>
    <message>
        <source>a list of names of engines</source>
        <translation>引擎名称的列表</translation>
    </message>
    <message>
        <source>a list of names for each kind of engine</source>
        <translation>每种引擎的名称列表</translation>
    </message>
    <message>
        <source>a list of names of tools</source>
        <translation>工具名称的列表</translation>
    </message>
    <message>
        <source>A profile has no field %1.</source>
        <translation>个性设置中没有 %1 这一项。</translation>
    </message>
    <message>
        <source>There is no such firmware file.</source>
        <translation>没有这个固件文件。</translation>
    </message>
    <message>
        <source>This device is in quarantine: %1 The owner of the server can release it.</source>
        <translation>此设备已被隔离：%1 服务器的主人可以解除隔离。</translation>
    </message>
    <message>
        <source>The owner put it there.</source>
        <translation>由主人手动隔离。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a network. Write it like 192.168.1.0/24.</source>
        <translation>“%1”不是网络。请写成 192.168.1.0/24 的形式。</translation>
    </message>
    <message>
        <source>There are too many connections already, of this device or of all together.</source>
        <translation>这个设备或所有设备的连接数已达上限。</translation>
    </message>
    <message>
        <source>Notices are sent to https:// addresses only, so none are sent. Change notify.webhook.</source>
        <translation>通知只发送到 https:// 地址，因此现在不会发送。请修改 notify.webhook。</translation>
    </message>
    <message>
        <source>The voice does not answer.</source>
        <translation>语音合成没有回应。</translation>
    </message>
    <message>
        <source>No more tools for this question: answer with what you know.</source>
        <translation>这个问题不能再调用工具了，请用已知的信息回答。</translation>
    </message>
    <message>
        <source>The recogniser does not answer.</source>
        <translation>语音识别没有回应。</translation>
    </message>
    <message>
        <source>The assistant does not answer.</source>
        <translation>助手没有回应。</translation>
    </message>
    <message>
        <source>Speech was not recognised.</source>
        <translation>没有识别出语音。</translation>
    </message>
    <message>
        <source>The assistant gave no answer.</source>
        <translation>助手没有给出回答。</translation>
    </message>
    <message>
        <source>The assistant did not answer.</source>
        <translation>助手没有回答。</translation>
    </message>
    <message>
        <source>The address %1 connected more than %2 times within a minute. A device may be misconfigured.</source>
        <translation>地址 %1 在一分钟内连接超过 %2 次，可能有设备配置错误。</translation>
    </message>
    <message>
        <source>It connects too often.</source>
        <translation>它连接得过于频繁。</translation>
    </message>
    <message>
        <source>The device %1 is in quarantine: %2 Release it on the server&apos;s page when it behaves again.</source>
        <translation>设备 %1 已被隔离：%2 待其恢复正常后，请在服务器页面解除隔离。</translation>
    </message>
    <message>
        <source>It says it is another client than the bound one.</source>
        <translation>它自称的客户端与已绑定的不同。</translation>
    </message>
    <message>
        <source>Somebody at %1 says it is the device %2, but is not the one you approved. If you reset that device, approve its new code; if not, refuse it.</source>
        <translation>%1 处有人自称是设备 %2，但不是您批准的那一台。如果您重置过该设备，请批准它的新验证码；否则请拒绝。</translation>
    </message>
    <message>
        <source>The address %1 is not listened to for ten minutes: %2</source>
        <translation>十分钟内不再理会地址 %1：%2</translation>
    </message>
    <message>
        <source>Emergency stop: nothing is said, no tool is used, every question is turned down.</source>
        <translation>紧急停止：不再说话，不使用任何工具，所有提问都会被拒绝。</translation>
    </message>
    <message>
        <source>The emergency stop has ended.</source>
        <translation>紧急停止已解除。</translation>
    </message>
    <message>
        <source>None of the engines can be asked at the moment. They are tried again in half a minute.</source>
        <translation>目前没有可用的引擎，半分钟后会再次尝试。</translation>
    </message>
    <message>
        <source>The language model gave an empty answer. Ask again.</source>
        <translation>语言模型给出了空的回答。请再问一次。</translation>
    </message>
    <message>
        <source>There is no engine called “%1”.</source>
        <translation>没有名为“%1”的引擎。</translation>
    </message>
    <message>
        <source>The engine “%1” is of type “%2”, which this program does not have.</source>
        <translation>引擎“%1”的类型是“%2”，本程序没有这种类型。</translation>
    </message>
    <message>
        <source>“%1” works without an engine: there is nothing to test.</source>
        <translation>“%1”不需要引擎，没有可测试的内容。</translation>
    </message>
    <message>
        <source>There is no engine of type “%1” here. Known types: %2.</source>
        <translation>这里没有类型为“%1”的引擎。可用的类型：%2。</translation>
    </message>
    <message>
        <source>“%1” is selected, but there is no engine of that name below %2.</source>
        <translation>选择了“%1”，但 %2 下没有这个名称的引擎。</translation>
    </message>
    <message>
        <source>The memory needs a language model. Add one below LLM and select it.</source>
        <translation>记忆功能需要语言模型。请在 LLM 下添加一个并选用它。</translation>
    </message>
    <message>
        <source>%1 It calls this: %2.</source>
        <translation>%1对方称之为：%2。</translation>
    </message>
    <message>
        <source>%1 does not accept the key. Check api_key.</source>
        <translation>%1 不接受这个密钥。请检查 api_key。</translation>
    </message>
    <message>
        <source>%1 knows no such address or model. Check base_url and model_name.</source>
        <translation>%1 上没有这个地址或模型。请检查 base_url 和 model_name。</translation>
    </message>
    <message>
        <source>The account at %1 has no credit left.</source>
        <translation>%1 上的账户余额已用完。</translation>
    </message>
    <message>
        <source>%1 has had enough questions for now. Wait a little, or check the account&apos;s limits.</source>
        <translation>%1 暂时不再接受请求。请稍等片刻，或查看账户的限额。</translation>
    </message>
    <message>
        <source>%1 has a fault of its own (%2). Try again later.</source>
        <translation>%1 自身出了故障（%2）。请稍后再试。</translation>
    </message>
    <message>
        <source>%1 sends on to another address, which is not followed. Enter the final one as base_url.</source>
        <translation>%1 要转到另一个地址，出于安全没有跟随。请把最终地址填入 base_url。</translation>
    </message>
    <message>
        <source>%1 did not understand the question (%2).</source>
        <translation>%1 看不懂这个请求（%2）。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not to be trusted, so nothing was sent.</source>
        <translation>%1 的证书不可信，因此没有发送任何内容。</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 does not let us through.</source>
        <translation>通往 %1 的代理不让通过。</translation>
    </message>
    <message>
        <source>There is no computer named %1. Check base_url and the network.</source>
        <translation>找不到名为 %1 的主机。请检查 base_url 和网络。</translation>
    </message>
    <message>
        <source>Nothing answers at %1. Is the service running?</source>
        <translation>%1 没有响应。服务是否已经启动？</translation>
    </message>
    <message>
        <source>%1 cannot be reached. Check the network.</source>
        <translation>无法连接 %1。请检查网络。</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 没有及时回答。</translation>
    </message>
    <message>
        <source>The answer of %1 did not end, so it was given up.</source>
        <translation>%1 的回答没完没了，已放弃。</translation>
    </message>
    <message>
        <source>%1 hung up in the middle of the answer.</source>
        <translation>%1 回答到一半就断开了。</translation>
    </message>
    <message>
        <source>The answer of %1 cannot be understood. Check base_url and the engine&apos;s type.</source>
        <translation>看不懂 %1 的回答。请检查 base_url 和引擎类型。</translation>
    </message>
    <message>
        <source>%1 broke its answer off because of a fault of its own.</source>
        <translation>%1 因自身故障中断了回答。</translation>
    </message>
    <message>
        <source>%1 answered with a web page. Check base_url.</source>
        <translation>%1 返回的是一个网页。请检查 base_url。</translation>
    </message>
    <message>
        <source>%1 needs base_url, the address of its service.</source>
        <translation>%1 需要 base_url，即服务的地址。</translation>
    </message>
    <message>
        <source>base_url of %1 is no address that begins with http:// or https://.</source>
        <translation>%1 的 base_url 不是以 http:// 或 https:// 开头的地址。</translation>
    </message>
    <message>
        <source>base_url of %1 holds a password. Put it into api_key.</source>
        <translation>%1 的 base_url 里含有密码。请把它放到 api_key 中。</translation>
    </message>
    <message>
        <source>%1 needs model_name.</source>
        <translation>%1 需要 model_name。</translation>
    </message>
    <message>
        <source>api_key of %1 is not filled in.</source>
        <translation>%1 的 api_key 还没有填写。</translation>
    </message>
    <message>
        <source>The model that sees gave an empty answer. Ask again.</source>
        <translation>视觉模型给出了空的回答。请再问一次。</translation>
    </message>
    <message>
        <source>The server is managed by programs of its owner: from the computer it runs on, or with a token made for that.</source>
        <translation>服务器由主人的程序管理：在运行它的电脑上，或使用专门设置的令牌。</translation>
    </message>
    <message>
        <source>The token is needed that the owner set as server.admin_token.</source>
        <translation>需要主人在 server.admin_token 中设置的令牌。</translation>
    </message>
    <message>
        <source>The field %1 takes a text of at most %2 characters.</source>
        <translation>字段 %1 应为不超过 %2 个字符的文本。</translation>
    </message>
    <message>
        <source>This device is not connected.</source>
        <translation>此设备未连接。</translation>
    </message>
    <message>
        <source>A device has the fields %1, texts of at most %2 characters except for the last, not &quot;%3&quot; as it was sent.</source>
        <translation>设备的字段为 %1，除最后一项外均为不超过 %2 个字符的文本，发送的“%3”不符合要求。</translation>
    </message>
    <message>
        <source>There is no firmware file &quot;%1&quot; in the server&apos;s firmware folder.</source>
        <translation>服务器的固件文件夹中没有文件“%1”。</translation>
    </message>
    <message>
        <source>Other engines are being tested. Wait for their results.</source>
        <translation>其他引擎正在测试，请等待结果。</translation>
    </message>
    <message>
        <source>Too many programs look at this server at once. Close one and try again.</source>
        <translation>同时查看此服务器的程序太多，请关闭一个后再试。</translation>
    </message>
    <message>
        <source>The body is not a form with its parts.</source>
        <translation>请求内容不是完整的表单。</translation>
    </message>
    <message>
        <source>The picture is larger than %1 MB.</source>
        <translation>图片大于 %1 MB。</translation>
    </message>
    <message>
        <source>This is no picture: JPEG, PNG, GIF, BMP, TIFF and WEBP are taken.</source>
        <translation>这不是图片：可接受 JPEG、PNG、GIF、BMP、TIFF 和 WEBP。</translation>
    </message>
    <message>
        <source>The picture has too many points.</source>
        <translation>图片的像素太多。</translation>
    </message>
    <message>
        <source>The vision address of this Myna server works.
</source>
        <translation>此 Myna 服务器的视觉地址工作正常。
</translation>
    </message>
    <message>
        <source>There is no question to the picture.</source>
        <translation>没有关于图片的问题。</translation>
    </message>
    <message>
        <source>The server looks at many pictures at once. Try again in a moment.</source>
        <translation>服务器正在查看很多图片，请稍后再试。</translation>
    </message>
    <message>
        <source>The vision engine did not answer in time.</source>
        <translation>视觉引擎没有及时回答。</translation>
    </message>
    <message>
        <source>This computer lacks Qt&apos;s driver for PostgreSQL. Install it (Debian and Ubuntu: libqt6sql6-psql).</source>
        <translation>此电脑缺少 Qt 的 PostgreSQL 驱动。请安装（Debian 和 Ubuntu：libqt6sql6-psql）。</translation>
    </message>
    <message>
        <source>The server&apos;s database %1 cannot be reached: %2. Start it, or look at database.url and database.password in the configuration.</source>
        <translation>无法连接服务器的数据库 %1：%2。请启动数据库，或检查配置中的 database.url 和 database.password。</translation>
    </message>
    <message>
        <source>The memory of a device holds at most %1 KB. Shorten it.</source>
        <translation>一台设备的记忆最多 %1 KB，请缩短内容。</translation>
    </message>
    <message>
        <source>The backup %1 cannot be made: %2. Choose another place for it.</source>
        <translation>无法创建备份 %1：%2。请换一个位置。</translation>
    </message>
    <message>
        <source>The backup %1 was not restored: %2.</source>
        <translation>备份 %1 未能恢复：%2。</translation>
    </message>
    <message>
        <source>there is a file of that name already</source>
        <translation>已有同名文件</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>there is no room beside it</source>
        <translation>所在位置空间不足</translation>
    </message>
    <message>
        <source>the server has devices or turns already. Use a new data folder or an empty database</source>
        <translation>服务器中已有设备或对话。请使用新的数据文件夹或空数据库</translation>
    </message>
    <message>
        <source>%1 The server goes on from memory and tries again by itself.</source>
        <translation>%1 服务器将凭内存中的数据继续运行，并自动重试。</translation>
    </message>
    <message>
        <source>The server&apos;s database is back; what waited has been written.</source>
        <translation>服务器的数据库已恢复，等待中的内容均已写入。</translation>
    </message>
    <message>
        <source>The server&apos;s database is not open yet.</source>
        <translation>服务器的数据库尚未打开。</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) could not be written to the server&apos;s database.</source>
        <translation>
            <numerusform>有 %n 处更改未能写入服务器的数据库。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody answers at %1. The server may be off, or its web port is another one.</source>
        <translation>%1 无人应答。服务器可能没有运行，或者网页端口不是这个。</translation>
    </message>
    <message>
        <source>There is no computer called %1 on this network.</source>
        <translation>这个网络里没有叫 %1 的电脑。</translation>
    </message>
    <message>
        <source>%1 did not answer in time. It may be off or on another network.</source>
        <translation>%1 没有及时回答。它可能已关闭，或在另一个网络里。</translation>
    </message>
    <message>
        <source>%1 could not be reached: %2.</source>
        <translation>无法连接 %1：%2。</translation>
    </message>
    <message>
        <source>%1 cannot prove that it is the server you mean, so nothing was sent.</source>
        <translation>%1 无法证明它就是你要找的服务器，因此什么都没有发送。</translation>
    </message>
    <message>
        <source>%1 answered in a way that this program does not understand (%2).</source>
        <translation>%1 的回答本程序看不懂（%2）。</translation>
    </message>
    <message>
        <source>%1 does not know this token. It is the one set as server.admin_token there.</source>
        <translation>%1 不认识这个令牌。它应与那台电脑上的 server.admin_token 相同。</translation>
    </message>
    <message>
        <source>The connection to %1 was lost.</source>
        <translation>与 %1 的连接断开了。</translation>
    </message>
    <message>
        <source>%1 does not tell what happens on it.</source>
        <translation>%1 没有告知那边发生的事情。</translation>
    </message>
    <message>
        <source>No server is running here.</source>
        <translation>这里没有服务器在运行。</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2.</source>
        <translation>无法读取文件 %1：%2。</translation>
    </message>
    <message>
        <source>Type the address of the server, like desk.local:8003.</source>
        <translation>请输入服务器地址，例如 desk.local:8003。</translation>
    </message>
    <message>
        <source>Type the token that is set as server.admin_token on that computer.</source>
        <translation>请输入那台电脑上设为 server.admin_token 的令牌。</translation>
    </message>
    <message>
        <source>Over the internet the token would be readable on the way. Use an address that begins with https://.</source>
        <translation>令牌经过互联网时会被人看到。请使用以 https:// 开头的地址。</translation>
    </message>
    <message>
        <source>There are the logs error, performance and access.</source>
        <translation>日志有三种：error、performance 和 access。</translation>
    </message>
    <message>
        <source>limit is a number from 1 to %1.</source>
        <translation>limit 应是 1 到 %1 之间的数字。</translation>
    </message>
    <message>
        <source>The server&apos;s database has ended the connection.</source>
        <translation>服务器的数据库断开了连接。</translation>
    </message>
    <message>
        <source>Understanding</source>
        <translation>听懂</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>嗓音</translation>
    </message>
    <message>
        <source>This port speaks TLS. Use an address that begins with https:// or wss://.</source>
        <translation>此端口使用 TLS。请使用以 https:// 或 wss:// 开头的地址。</translation>
    </message>
    <message>
        <source>This server lets in computers beyond your own network, and nothing is encrypted: whoever is on the way hears what is said and sees every token. Set server.tls.enabled to true, or take the public networks out of server.allowed_networks.</source>
        <translation>本服务器允许您自己网络以外的计算机连接，而且没有加密：途中的任何人都能听到对话、看到所有令牌。请将 server.tls.enabled 设为 true，或从 server.allowed_networks 中去掉公共网络。</translation>
    </message>
    <message>
        <source>Nobody this computer knows vouches for the certificate of %1, so nothing was sent. If the server is yours and its fingerprint is the following, enter it as fingerprint: %2</source>
        <translation>这台电脑认识的机构中没有一家为 %1 的证书作保，因此什么都没有发送。如果这台服务器是您的，并且它的指纹与下面的一致，请将其填入 fingerprint：%2</translation>
    </message>
    <message>
        <source>%1 needs host, the computer on which FunASR runs.</source>
        <translation>%1 需要填写 host，即运行 FunASR 的电脑。</translation>
    </message>
    <message>
        <source>port of %1 is no number from 1 to 65535.</source>
        <translation>%1 的 port 不是 1 到 65535 之间的数字。</translation>
    </message>
    <message>
        <source>host or url of %1 is no address of a WebSocket.</source>
        <translation>%1 的 host 或 url 不是 WebSocket 地址。</translation>
    </message>
    <message>
        <source>fingerprint of %1 is no SHA-256 fingerprint: 32 pairs of digits and letters.</source>
        <translation>%1 的 fingerprint 不是 SHA-256 指纹：它应由 32 组两位的数字和字母组成。</translation>
    </message>
    <message>
        <source>%1 answered without sound. Check the voice and the model.</source>
        <translation>%1 作出了回答，但没有声音。请检查音色和模型。</translation>
    </message>
    <message>
        <source>sample_rate of %1 is no number from 8000 to 48000.</source>
        <translation>%1 的 sample_rate 不是 8000 到 48000 之间的数字。</translation>
    </message>
    <message>
        <source>The voice answered with a sound format that is not known here. Set response_format to pcm or wav.</source>
        <translation>语音服务返回的声音格式在这里无法识别。请把 response_format 设为 pcm 或 wav。</translation>
    </message>
    <message>
        <source>The voice&apos;s sound ended before its end.</source>
        <translation>语音服务的声音还没有结束就中断了。</translation>
    </message>
    <message>
        <source>The certificate could not be made.</source>
        <translation>无法生成证书。</translation>
    </message>
    <message>
        <source>This server&apos;s authority may not vouch for one of these names: %1. It was made for others; remove the files root.crt and root.key to have a new one, and give that to your devices.</source>
        <translation>本服务器的证书颁发机构无权为以下名称之一作保：%1。它是为其他名称建立的；删除文件 root.crt 和 root.key 即可重新建立，然后把新的 root.crt 交给您的设备。</translation>
    </message>
    <message>
        <source>“%1” in server.tls.names is neither a name nor an address.</source>
        <translation>server.tls.names 中的“%1”既不是名称，也不是地址。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>无法建立文件夹 %1。</translation>
    </message>
    <message>
        <source>Myna on %1</source>
        <translation>%1 上的 Myna</translation>
    </message>
    <message>
        <source>The certificate has to be renewed, but %1 is not the key of root.crt. Put it back, or remove root.crt to have a new authority.</source>
        <translation>证书需要更新，但 %1 不是 root.crt 的密钥。请把它放回原处，或删除 root.crt 以建立新的证书颁发机构。</translation>
    </message>
    <message>
        <source>The TLS file %1 cannot be used: %2</source>
        <translation>无法使用 TLS 文件 %1：%2</translation>
    </message>
    <message>
        <source>there is no certificate in it (PEM).</source>
        <translation>其中没有证书（PEM 格式）。</translation>
    </message>
    <message>
        <source>there is no key in it (PEM, RSA or elliptic curve, without a password).</source>
        <translation>其中没有密钥（PEM 格式，RSA 或椭圆曲线，不带密码）。</translation>
    </message>
    <message>
        <source>it is not the key of the certificate.</source>
        <translation>它不是该证书的密钥。</translation>
    </message>
    <message>
        <source>server.tls.certificate and server.tls.key belong together: set both, or none.</source>
        <translation>server.tls.certificate 与 server.tls.key 必须配套：要么都设置，要么都不设置。</translation>
    </message>
    <message>
        <source>The certificate that was there before stays in use until that is mended.</source>
        <translation>在问题解决之前，继续使用原来的证书。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is valid until %1 only. Put a new one in its place.</source>
        <translation>服务器证书的有效期只到 %1。请换上新的证书。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate expired on %1: devices refuse it. Put a new one in its place.</source>
        <translation>服务器证书已于 %1 过期，设备会拒绝它。请换上新的证书。</translation>
    </message>
    <message>
        <source>Tool %1 not found.</source>
        <translation>找不到工具 %1。</translation>
    </message>
    <message>
        <source>This device may not use the tool %1. The owner of the server can change that.</source>
        <translation>这台设备不能使用工具 %1，服务器的主人可以更改。</translation>
    </message>
    <message>
        <source>The owner of the server does not allow the tool %1.</source>
        <translation>服务器的主人不允许使用工具 %1。</translation>
    </message>
    <message>
        <source>The tool %1 is more than such a thing usually does, so it is not used until the owner of the server allows it.</source>
        <translation>工具 %1 超出了这类设备的日常操作，需要服务器的主人允许后才能使用。</translation>
    </message>
    <message>
        <source>The tool %1 was not used: there are words in its arguments that the server does not pass on.</source>
        <translation>没有使用工具 %1：它的参数里有服务器不予传递的内容。</translation>
    </message>
    <message>
        <source>&quot;allow&quot; or &quot;deny&quot; for each tool, or for a family with * at its end</source>
        <translation>每个工具（或以 * 结尾的一类工具）对应的 &quot;allow&quot; 或 &quot;deny&quot;</translation>
    </message>
    <message>
        <source>%1 needs api_key: %2 answers nobody without one.</source>
        <translation>%1 需要填写 api_key：没有密钥，%2 不会作答。</translation>
    </message>
    <message>
        <source>%1 needs appkey, the key of the project in the speech console.</source>
        <translation>%1 需要填写 appkey，即语音控制台中项目的密钥。</translation>
    </message>
    <message>
        <source>%1 needs access_key_id and access_key_secret, or a token.</source>
        <translation>%1 需要填写 access_key_id 和 access_key_secret，或者填写 token。</translation>
    </message>
    <message>
        <source>host of %1 is no address that is reached over https.</source>
        <translation>%1 的 host 不是能通过 https 访问的地址。</translation>
    </message>
    <message>
        <source>token_url of %1 is no address that is reached over https.</source>
        <translation>%1 的 token_url 不是能通过 https 访问的地址。</translation>
    </message>
    <message>
        <source>sample_rate of %1 is none of 8000, 16000, 24000 and 48000.</source>
        <translation>%1 的 sample_rate 不是 8000、16000、24000 或 48000。</translation>
    </message>
    <message>
        <source>%1 does not accept the token. Check appkey and the access key.</source>
        <translation>%1 不接受这个令牌。请检查 appkey 和访问密钥。</translation>
    </message>
    <message>
        <source>The plugin %1 did not answer in time.</source>
        <translation>插件 %1 没有及时答复。</translation>
    </message>
    <message>
        <source>The plugin %1 does not run.</source>
        <translation>插件 %1 没有运行。</translation>
    </message>
    <message>
        <source>The plugin %1 has too much to do.</source>
        <translation>插件 %1 忙不过来了。</translation>
    </message>
    <message>
        <source>The plugin %1 ended: %2</source>
        <translation>插件 %1 已结束：%2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 is too large for a plugin, or cannot be read to its end.</source>
        <translation>%1 作为插件太大，或者无法完整读取。</translation>
    </message>
    <message>
        <source>The program of the plugin %1 is not the one its SHA-256 was written down for, so it is not started. If you changed it yourself, write sha256: %2 into the configuration.</source>
        <translation>插件 %1 的程序与登记的 SHA-256 不符，因此没有启动。如果是您自己改动的，请在配置中写入 sha256: %2。</translation>
    </message>
    <message>
        <source>%1 is not a program that can be started. Is it executable?</source>
        <translation>%1 不是可以启动的程序。它有执行权限吗？</translation>
    </message>
    <message>
        <source>This system has no memory files (%1), so plugins cannot be started safely.</source>
        <translation>这个系统不支持内存文件（%1），无法安全地启动插件。</translation>
    </message>
    <message>
        <source>The plugin %1 is not started: on this system plugins cannot be kept within limits yet.</source>
        <translation>插件 %1 没有启动：在此系统上还无法限制插件的权限。</translation>
    </message>
    <message>
        <source>A kept scene cannot be read.</source>
        <translation>有一个保存的场景无法读取。</translation>
    </message>
    <message>
        <source>It is no longer there.</source>
        <translation>已经不在了。</translation>
    </message>
    <message>
        <source>It cannot be reached now.</source>
        <translation>现在无法连接。</translation>
    </message>
    <message>
        <source>It did not answer.</source>
        <translation>没有回应。</translation>
    </message>
    <message>
        <source>“%1” is set.</source>
        <translation>“%1”已设置。</translation>
    </message>
    <message>
        <source>“%1” is set, but not everywhere.</source>
        <translation>“%1”已设置，但有些设备没有成功。</translation>
    </message>
    <message>
        <source>“%1” could not be set.</source>
        <translation>“%1”没能设置。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>thing, what went wrong</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The kept scenes could not be read. They are in %1; new ones can be made.</source>
        <translation>保存的场景无法读取，原文件在 %1；可以新建场景。</translation>
    </message>
    <message>
        <source>Give the scene a name of up to %1 characters.</source>
        <translation>请给场景起一个不超过 %1 个字的名字。</translation>
    </message>
    <message>
        <source>There is already a scene called %1.</source>
        <translation>已经有名为“%1”的场景。</translation>
    </message>
    <message>
        <source>Choose at least one thing for the scene.</source>
        <translation>请至少为场景选择一个设备。</translation>
    </message>
    <message>
        <source>These are too many things for one scene.</source>
        <translation>一个场景放不下这么多设备。</translation>
    </message>
    <message>
        <source>There are already %1 scenes. Delete one first.</source>
        <translation>已经有 %1 个场景，请先删除一个。</translation>
    </message>
    <message>
        <source>This scene is no longer there.</source>
        <translation>这个场景已经不在了。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>%1 must be a number.</source>
        <translation>%1 必须是数字。</translation>
    </message>
    <message>
        <source>%1 must be one of: %2.</source>
        <translation>%1 必须是以下之一：%2。</translation>
    </message>
    <message>
        <source>%1 must be a colour such as #ffa500.</source>
        <translation>%1 必须是颜色，例如 #ffa500。</translation>
    </message>
    <message>
        <source>%1 cannot be reached now.</source>
        <translation>现在无法连接到%1。</translation>
    </message>
    <message>
        <source>There is already a place called %1.</source>
        <translation>已经有名为“%1”的位置。</translation>
    </message>
    <message>
        <source>The weather service answered something that cannot be read. Try again later.</source>
        <translation>天气服务返回的内容无法识别，请稍后再试。</translation>
    </message>
    <message>
        <source>There is no place called %1 in the weather service&apos;s list.</source>
        <translation>天气服务中找不到名为“%1”的地点。</translation>
    </message>
    <message>
        <source>The weather service refused the question: %1</source>
        <translation>天气服务拒绝了查询：%1</translation>
    </message>
    <message>
        <source>The announcement of a thing cannot be read.</source>
        <translation>无法读取一个设备的声明。</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>触发</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Fan</source>
        <translation>风速</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Press</source>
        <translation>按下</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Whether it can be reached is not known: %1.</source>
        <translation>不知道它是否可以连接：%1。</translation>
    </message>
    <message>
        <source>%1 is not shown: %2.</source>
        <translation>“%1”未显示：%2。</translation>
    </message>
    <message>
        <source>The device&apos;s own template does not fit this value.</source>
        <translation>设备自带的模板不适用于这个数值。</translation>
    </message>
    <message>
        <source>Things of the kind %1 are not shown.</source>
        <translation>不显示 %1 类的设备。</translation>
    </message>
    <message>
        <source>%1 announces nothing that can be read or changed.</source>
        <translation>%1 没有声明任何可读取或更改的内容。</translation>
    </message>
    <message>
        <source>Home Assistant does not accept this token. Make a new one in your Home Assistant profile, under long-lived access tokens.</source>
        <translation>Home Assistant 不接受这个令牌。请在 Home Assistant 个人资料的“长期访问令牌”中新建一个。</translation>
    </message>
    <message>
        <source>Home Assistant says: %1</source>
        <translation>Home Assistant 提示：%1</translation>
    </message>
    <message>
        <source>Home Assistant cannot be reached now.</source>
        <translation>现在无法连接到 Home Assistant。</translation>
    </message>
    <message>
        <source>Enter the broker&apos;s name or address, such as 192.168.1.10, and its port.</source>
        <translation>请输入代理的名称或地址（例如 192.168.1.10）以及端口。</translation>
    </message>
    <message>
        <source>Enter Home Assistant&apos;s address as in your browser, such as http://homeassistant.local:8123.</source>
        <translation>请输入浏览器中使用的 Home Assistant 地址，例如 http://homeassistant.local:8123。</translation>
    </message>
    <message>
        <source>Home Assistant wants a token. You find it in your profile there, under long-lived access tokens.</source>
        <translation>Home Assistant 需要令牌，可在其个人资料的“长期访问令牌”中找到。</translation>
    </message>
    <message>
        <source>Something else was wanted of %1 meanwhile.</source>
        <translation>在此期间对%1有了别的要求。</translation>
    </message>
    <message>
        <source>%1 did not confirm the change. It may be switched off or out of reach.</source>
        <translation>%1 没有确认这次更改，可能已断电或不在信号范围内。</translation>
    </message>
    <message>
        <source>The broker at %1 does not accept this user name and password.</source>
        <translation>%1 上的代理不接受这个用户名和密码。</translation>
    </message>
    <message>
        <source>The broker at %1 does not let this user read some of the topics.</source>
        <translation>%1 上的代理不允许该用户读取部分主题。</translation>
    </message>
    <message>
        <source>The broker at %1 cannot be reached now.</source>
        <translation>现在无法连接到 %1 上的代理。</translation>
    </message>
    <message>
        <source>This light speaks by templates of its own, which Myna does not read.</source>
        <translation>这盏灯使用自己的模板通信，Myna 无法读取。</translation>
    </message>
    <message>
        <source>the template %1 is more than Myna understands</source>
        <translation>模板 %1 超出了 Myna 能理解的范围</translation>
    </message>
    <message>
        <source>The list of tool calls is damaged.</source>
        <translation>工具调用记录已损坏。</translation>
    </message>
    <message>
        <source>The list of tool calls could not be used: %1</source>
        <translation>无法使用工具调用记录：%1</translation>
    </message>
    <message>
        <source>The list of tool calls cannot be kept in the folder %1: %2.</source>
        <translation>工具调用记录无法保存在文件夹 %1 中：%2。</translation>
    </message>
    <message>
        <source>The list of tool calls was damaged. It is kept as %1, and a new one was begun.</source>
        <translation>工具调用记录已损坏。旧记录保存为 %1，并已新建一份。</translation>
    </message>
    <message>
        <source>Look at the home</source>
        <translation>查看家中的设备</translation>
    </message>
    <message>
        <source>Move something at home</source>
        <translation>操作家中的设备</translation>
    </message>
    <message>
        <source>Change something at home</source>
        <translation>更改家中的设备</translation>
    </message>
    <message>
        <source>Run a scene</source>
        <translation>运行场景</translation>
    </message>
    <message>
        <source>There are %1 reminders already. Cancel some first.</source>
        <translation>已经有 %1 条提醒，请先取消一些。</translation>
    </message>
    <message>
        <source>There is no reminder number %1.</source>
        <translation>没有编号为 %1 的提醒。</translation>
    </message>
    <message>
        <source>Reminders cannot be kept now: %1</source>
        <translation>现在无法保存提醒：%1</translation>
    </message>
    <message>
        <source>Reminders cannot be kept in the folder %1: %2.</source>
        <translation>无法在文件夹 %1 中保存提醒：%2。</translation>
    </message>
    <message>
        <source>Nothing is set.</source>
        <translation>没有设定任何提醒。</translation>
    </message>
    <message>
        <source>must be allow, ask or deny</source>
        <translation>必须是 allow、ask 或 deny</translation>
    </message>
    <message>
        <source>must be a section of tool names with allow, ask or deny</source>
        <translation>必须是一个小节，由工具名称和 allow、ask 或 deny 组成</translation>
    </message>
    <message>
        <source>must be a section with command or url</source>
        <translation>必须是一个含 command 或 url 的小节</translation>
    </message>
    <message>
        <source>needs either command, for a program, or url, for a service</source>
        <translation>需要 command（程序）或 url（服务）二者之一</translation>
    </message>
    <message>
        <source>must be stdio, streamable-http or sse</source>
        <translation>必须是 stdio、streamable-http 或 sse</translation>
    </message>
    <message>
        <source>does not fit: stdio is for a command, the others for a url</source>
        <translation>不相符：stdio 用于 command，其余用于 url</translation>
    </message>
    <message>
        <source>must be a section of names with texts</source>
        <translation>必须是由名称和文本组成的小节</translation>
    </message>
    <message>
        <source>has a name or a value no header may have</source>
        <translation>含有请求头不允许的名称或值</translation>
    </message>
    <message>
        <source>still says what an example says, so it is left out</source>
        <translation>仍是示例中的内容，因此不予采用</translation>
    </message>
    <message>
        <source>must be a section: name → command or url</source>
        <translation>必须是一个小节：名称 → command 或 url</translation>
    </message>
    <message>
        <source>has more than %1 entries</source>
        <translation>条目超过 %1 个</translation>
    </message>
    <message>
        <source>must be the address of an MCP endpoint, like %1</source>
        <translation>必须是 MCP 接入点的地址，例如 %1</translation>
    </message>
    <message>
        <source>must be an address that begins with http:// or https://</source>
        <translation>必须是以 http:// 或 https:// 开头的地址</translation>
    </message>
    <message>
        <source>must be a section of at most %1 names, each with a text</source>
        <translation>必须是一个小节，最多 %1 个名称，每个名称后面是一段文字</translation>
    </message>
    <message>
        <source>There is no section mcpServers in %1.</source>
        <translation>%1 中没有 mcpServers 一节。</translation>
    </message>
    <message>
        <source>belongs to a weather service with keys there. Here the weather comes from one without.</source>
        <translation>在那里属于需要密钥的天气服务。这里的天气来自不需要密钥的服务。</translation>
    </message>
    <message>
        <source>says how the music folder is read there. Here it is looked into when somebody asks for music.</source>
        <translation>在那里决定怎样读取音乐文件夹。这里在有人要听音乐时才去查看。</translation>
    </message>
    <message>
        <source>chooses a search service there. Here it is the address of one, in plugins.web_search.url.</source>
        <translation>在那里选择搜索服务。这里是 plugins.web_search.url 中的一个地址。</translation>
    </message>
    <message>
        <source>asks a service that gathers headlines there. Here it is an address under plugins.get_news.feeds.</source>
        <translation>在那里向汇集头条的服务查询。这里是 plugins.get_news.feeds 下的一个地址。</translation>
    </message>
    <message>
        <source>is a house there. Here Home Assistant is a tool server: use its MCP server as such.</source>
        <translation>在那里是一个家。这里把 Home Assistant 当作工具服务器：请使用它的 MCP 服务器。</translation>
    </message>
    <message>
        <source>searches documents there. Here a program or tool server does that: see tools.plugins.</source>
        <translation>在那里搜索文档。这里由程序或工具服务器来做：见 tools.plugins。</translation>
    </message>
    <message>
        <source>min_level_dbfs of %1 is no number from −90 to 0.</source>
        <translation>%1 的 min_level_dbfs 不是 −90 到 0 之间的数。</translation>
    </message>
    <message>
        <source>min_silence_duration_ms of %1 is no number from 100 to 5000.</source>
        <translation>%1 的 min_silence_duration_ms 不是 100 到 5000 之间的数。</translation>
    </message>
    <message>
        <source>The field arguments takes an object.</source>
        <translation>字段 arguments 需要一个对象。</translation>
    </message>
    <message>
        <source>Too many calls at once. Try again a little later.</source>
        <translation>同时的调用太多。请稍后再试。</translation>
    </message>
    <message>
        <source>No device is connected.</source>
        <translation>没有设备连接。</translation>
    </message>
    <message>
        <source>No device &quot;%1&quot; is bound to this server.</source>
        <translation>没有名为“%1”的设备绑定到此服务器。</translation>
    </message>
    <message>
        <source>Several devices fit; name one by its id.</source>
        <translation>有多台设备符合，请用编号指定其中一台。</translation>
    </message>
    <message>
        <source>Emergency stop: no tool is used until it ends.</source>
        <translation>紧急停止：解除之前不会使用任何工具。</translation>
    </message>
    <message>
        <source>The tool server took the question and gave no answer.</source>
        <translation>工具服务器收下了请求，却没有给出答复。</translation>
    </message>
    <message>
        <source>This is no news feed: RSS, Atom or JSON.</source>
        <translation>这不是新闻源：应为 RSS、Atom 或 JSON。</translation>
    </message>
    <message>
        <source>The tool server %1 cannot be started: there is no program %2 here. Install it, or write its whole path.</source>
        <translation>无法启动工具服务器 %1：此处没有程序 %2。请安装它，或写出它的完整路径。</translation>
    </message>
    <message>
        <source>The tool server %1 did not answer in time.</source>
        <translation>工具服务器 %1 没有及时答复。</translation>
    </message>
    <message>
        <source>The tool server %1 cannot be reached now.</source>
        <translation>现在无法连接到工具服务器 %1。</translation>
    </message>
    <message>
        <source>The tool server %1 has too much to do.</source>
        <translation>工具服务器 %1 忙不过来了。</translation>
    </message>
    <message>
        <source>The tool server %1 is gone: %2</source>
        <translation>工具服务器 %1 已断开：%2</translation>
    </message>
    <message>
        <source>power</source>
        <translation>开关</translation>
    </message>
    <message>
        <source>brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>已静音</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>humidity</source>
        <translation>湿度</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <source>closing</source>
        <translation>正在关闭</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>playing</source>
        <translation>正在播放</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>cancel the next one</source>
        <translation>取消下一个</translation>
    </message>
    <message>
        <source>press</source>
        <translation>按下</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>heat</source>
        <translation>制热</translation>
    </message>
    <message>
        <source>cool</source>
        <translation>制冷</translation>
    </message>
    <message>
        <source>dry</source>
        <translation>除湿</translation>
    </message>
    <message>
        <source>fan only</source>
        <translation>送风</translation>
    </message>
    <message>
        <source>heat or cool</source>
        <translation>冷暖自动</translation>
    </message>
    <message>
        <source>light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Myna’s voice</source>
        <translation>Myna 的声音</translation>
    </message>
    <message>
        <source>Computer sound</source>
        <translation>电脑声音</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>Lamp on the screen</source>
        <translation>屏幕上的灯</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>音乐</translation>
    </message>
    <message>
        <source>Timers and reminders</source>
        <translation>定时器和提醒</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>open</source>
        <comment>of a cover</comment>
        <translation>已打开</translation>
    </message>
    <message>
        <source>%1 % open</source>
        <translation>打开 %1%</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>property, value</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>—</source>
        <comment>a value nobody told yet</comment>
        <translation>—</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>number, unit</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>day, time</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>nothing to report</source>
        <translation>一切正常</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>turned on by you, %1</source>
        <translation>您在 %1 打开</translation>
    </message>
    <message>
        <source>turned off by you, %1</source>
        <translation>您在 %1 关闭</translation>
    </message>
    <message>
        <source>coloured by you, %1</source>
        <translation>您在 %1 改了颜色</translation>
    </message>
    <message>
        <source>set to %1 by you, %2</source>
        <translation>您在 %2 设为 %1</translation>
    </message>
    <message>
        <source>turned on by voice, %1</source>
        <translation>%1 用语音打开</translation>
    </message>
    <message>
        <source>turned off by voice, %1</source>
        <translation>%1 用语音关闭</translation>
    </message>
    <message>
        <source>coloured by voice, %1</source>
        <translation>%1 用语音改了颜色</translation>
    </message>
    <message>
        <source>set to %1 by voice, %2</source>
        <translation>%2 用语音设为 %1</translation>
    </message>
    <message>
        <source>set by the scene “%1”, %2</source>
        <translation>%2 由场景“%1”设置</translation>
    </message>
    <message>
        <source>turned on elsewhere, %1</source>
        <translation>%1 在别处打开</translation>
    </message>
    <message>
        <source>turned off elsewhere, %1</source>
        <translation>%1 在别处关闭</translation>
    </message>
    <message>
        <source>coloured elsewhere, %1</source>
        <translation>%1 在别处改了颜色</translation>
    </message>
    <message>
        <source>set to %1 elsewhere, %2</source>
        <translation>%2 在别处设为 %1</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>还没有读数</translation>
    </message>
    <message>
        <source>last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>自 %1 起</translation>
    </message>
    <message>
        <source>%1 did not answer.</source>
        <translation>%1 没有回应。</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>every day at %1</source>
        <translation>每天 %1</translation>
    </message>
    <message>
        <source>Monday to Friday at %1</source>
        <translation>周一至周五 %1</translation>
    </message>
    <message>
        <source>at the weekend at %1</source>
        <translation>周末 %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>days, time</comment>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>Sets %n thing(s).</source>
        <translation>
            <numerusform>设置 %n 个设备。</numerusform>
        </translation>
    </message>
    <message>
        <source>Runs %1, while Myna runs.</source>
        <translation>Myna 运行时，%1执行。</translation>
    </message>
    <message>
        <source>Choose at least one day.</source>
        <translation>请至少选择一天。</translation>
    </message>
    <message>
        <source>“%1” is deleted.</source>
        <translation>已删除“%1”。</translation>
    </message>
    <message>
        <source>“%1” did not run at %2: Myna was not running then. It is not made up for.</source>
        <translation>“%1”没有在 %2 运行：当时 Myna 没有运行。不会补做。</translation>
    </message>
    <message>
        <source>Home</source>
        <comment>a place</comment>
        <translation>家</translation>
    </message>
    <message>
        <source>Connecting to your home…</source>
        <translation>正在连接您的家…</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标温度</translation>
    </message>
    <message>
        <source>Not reachable since %1. The last value is kept.</source>
        <translation>自 %1 起无法连接，保留最后的数值。</translation>
    </message>
    <message>
        <source>the administration</source>
        <translation>管理界面</translation>
    </message>
    <message>
        <source>somebody with an editor</source>
        <translation>直接编辑文件的人</translation>
    </message>
    <message>
        <source>the start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>a signal to load it again</source>
        <translation>重新加载的信号</translation>
    </message>
    <message>
        <source>going back to revision %1</source>
        <translation>退回到第 %1 版</translation>
    </message>
    <message>
        <source>%1 hears “%2”</source>
        <translation>%1 正听到“%2”</translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <translation>
            <numerusform>%1，另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing set</source>
        <translation>没有设定</translation>
    </message>
    <message>
        <source>app name</source>
        <translation>应用名称</translation>
    </message>
    <message>
        <source>address</source>
        <translation>网址</translation>
    </message>
    <message>
        <source>question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>screen</source>
        <translation>屏幕</translation>
    </message>
    <message>
        <source>thing</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>property</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s), not kept here</source>
        <translation>
            <numerusform>%n 个字符，内容不在此保存</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not take what is sent to it.</source>
        <translation>%1 不接收发给它的内容。</translation>
    </message>
    <message>
        <source>The session ended before it was done.</source>
        <translation>会话在完成之前就结束了。</translation>
    </message>
    <message>
        <source>“%1” did not run at its time. %2</source>
        <comment>scene, why</comment>
        <translation>“%1”到时间没有运行。%2</translation>
    </message>
    <message>
        <source>This scene runs already.</source>
        <translation>这个场景已在运行。</translation>
    </message>
    <message>
        <source>All tools are stopped.</source>
        <translation>所有工具都已停用。</translation>
    </message>
    <message>
        <source>Colour temperature</source>
        <translation>色温</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>灯效</translation>
    </message>
    <message>
        <source>how the entry repeats cannot be read.</source>
        <translation>无法读懂这条日程的重复规则。</translation>
    </message>
    <message>
        <source>the entry has no beginning that can be read.</source>
        <translation>无法读懂这条日程的开始时间。</translation>
    </message>
    <message>
        <source>Calendar entry</source>
        <translation>日程</translation>
    </message>
    <message>
        <source>The file is larger than 2 MB.</source>
        <translation>文件超过了 2 MB。</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <comment>of a calendar file</comment>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>a calendar file begins with BEGIN:VCALENDAR; this is another kind of file.</source>
        <translation>日历文件以 BEGIN:VCALENDAR 开头，这是另一种文件。</translation>
    </message>
    <message>
        <source>“%1” cannot be read.</source>
        <translation>无法读懂“%1”。</translation>
    </message>
    <message>
        <source>“%1” closes what was not opened.</source>
        <translation>“%1”没有对应的开头。</translation>
    </message>
    <message>
        <source>the file holds more than can be taken.</source>
        <translation>文件内容太多，无法导入。</translation>
    </message>
    <message>
        <source>“%1” is never closed. The file may have been cut off.</source>
        <translation>“%1”没有结尾，文件可能不完整。</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒数</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>label</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>repetition</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟数</translation>
    </message>
    <message>
        <source>beginning</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>end</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>minutes before</source>
        <translation>提前分钟数</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>minutes until again</source>
        <translation>多少分钟后再响</translation>
    </message>
    <message>
        <source>town</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>music</source>
        <translation>音乐</translation>
    </message>
    <message>
        <source>percent</source>
        <translation>百分比</translation>
    </message>
    <message>
        <source>look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>part of a name</source>
        <translation>名称的一部分</translation>
    </message>
    <message>
        <source>search words</source>
        <translation>搜索词</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>colour temperature</source>
        <translation>色温</translation>
    </message>
    <message>
        <source>effect</source>
        <translation>灯效</translation>
    </message>
    <message>
        <source>once</source>
        <translation>一次</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>on weekdays</source>
        <translation>每个工作日</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>timer</source>
        <translation>定时器</translation>
    </message>
    <message>
        <source>alarm</source>
        <translation>闹钟</translation>
    </message>
    <message>
        <source>reminder</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>calendar entry</source>
        <translation>日程</translation>
    </message>
    <message>
        <source>Reminder spoken</source>
        <translation>已播报提醒</translation>
    </message>
    <message>
        <source>Tells volume, screen, battery, network and the state of what this computer offers.</source>
        <translation>查看音量、屏幕、电池、网络以及这台电脑上各项设备的状态。</translation>
    </message>
    <message>
        <source>Set the volume</source>
        <translation>设置音量</translation>
    </message>
    <message>
        <source>Sets how loud this computer plays.</source>
        <translation>设置这台电脑的音量。</translation>
    </message>
    <message>
        <source>Sets how loud Myna itself speaks.</source>
        <translation>设置 Myna 自己说话的音量。</translation>
    </message>
    <message>
        <source>Mutes this computer, or lets it sound again.</source>
        <translation>让这台电脑静音，或者恢复声音。</translation>
    </message>
    <message>
        <source>Tells how loud it is and whether it is muted.</source>
        <translation>查看音量大小和是否静音。</translation>
    </message>
    <message>
        <source>Set the brightness of the screen</source>
        <translation>设置屏幕亮度</translation>
    </message>
    <message>
        <source>Makes the screen brighter or darker.</source>
        <translation>把屏幕调亮或调暗。</translation>
    </message>
    <message>
        <source>Choose the look</source>
        <translation>选择外观</translation>
    </message>
    <message>
        <source>Shows Myna light, dark, or as the system.</source>
        <translation>让 Myna 以浅色、深色或跟随系统的外观显示。</translation>
    </message>
    <message>
        <source>Takes a picture of the screen and sends it to the server, which answers a question about it.</source>
        <translation>截取屏幕画面并发给服务器，由服务器回答有关画面的问题。</translation>
    </message>
    <message>
        <source>Takes a photo and sends it to the server, which answers a question about it.</source>
        <translation>拍一张照片并发给服务器，由服务器回答有关照片的问题。</translation>
    </message>
    <message>
        <source>Switch the lamp</source>
        <translation>开关灯</translation>
    </message>
    <message>
        <source>Turns the lamp on or off: the one on the screen, or the one of your home that stands for it.</source>
        <translation>开灯或关灯：屏幕上的灯，或者家里代替它的那盏灯。</translation>
    </message>
    <message>
        <source>Set the brightness of the lamp</source>
        <translation>设置灯的亮度</translation>
    </message>
    <message>
        <source>Makes the lamp brighter or darker.</source>
        <translation>把灯调亮或调暗。</translation>
    </message>
    <message>
        <source>Starts an installed application.</source>
        <translation>启动已安装的应用程序。</translation>
    </message>
    <message>
        <source>Tells which applications can be started.</source>
        <translation>查看有哪些应用程序可以启动。</translation>
    </message>
    <message>
        <source>Tells which applications have a window open.</source>
        <translation>查看哪些应用程序开着窗口。</translation>
    </message>
    <message>
        <source>Asks an application to close its windows.</source>
        <translation>请应用程序关闭它的窗口。</translation>
    </message>
    <message>
        <source>Hands the text that was copied last to the assistant.</source>
        <translation>把最近复制的文字交给助手。</translation>
    </message>
    <message>
        <source>Copies a text, so that you can paste it.</source>
        <translation>复制一段文字，方便你粘贴。</translation>
    </message>
    <message>
        <source>Opens a page in your web browser.</source>
        <translation>用浏览器打开网页。</translation>
    </message>
    <message>
        <source>Rings after a while, also after Myna was restarted.</source>
        <translation>过一段时间响铃，Myna 重新启动后也会响。</translation>
    </message>
    <message>
        <source>Rings at a time of day, once or again and again.</source>
        <translation>在某个时刻响铃，一次或重复。</translation>
    </message>
    <message>
        <source>Rings at a time and says what it is about.</source>
        <translation>到时间响铃并说出要提醒的事。</translation>
    </message>
    <message>
        <source>Tells which timers, alarms, reminders and entries are to come.</source>
        <translation>查看还有哪些定时器、闹钟、提醒和日程。</translation>
    </message>
    <message>
        <source>Takes one of them away, or all of a kind.</source>
        <translation>取消其中一个，或者取消某一类的全部。</translation>
    </message>
    <message>
        <source>Ends the ringing, or lets it ring again later.</source>
        <translation>停止响铃，或者过一会儿再响。</translation>
    </message>
    <message>
        <source>Puts something into Myna’s calendar and reminds of it before.</source>
        <translation>把一件事放进 Myna 的日历，并提前提醒。</translation>
    </message>
    <message>
        <source>Tells what is in Myna’s calendar.</source>
        <translation>查看 Myna 的日历里有什么。</translation>
    </message>
    <message>
        <source>Brings things back to how they were kept in a scene.</source>
        <translation>让设备恢复到场景里保存的状态。</translation>
    </message>
    <message>
        <source>Plays music of your folder by title, artist or album.</source>
        <translation>按歌名、歌手或专辑播放你文件夹里的音乐。</translation>
    </message>
    <message>
        <source>Holds the music where it is.</source>
        <translation>暂停音乐。</translation>
    </message>
    <message>
        <source>Goes on with the music.</source>
        <translation>继续播放音乐。</translation>
    </message>
    <message>
        <source>Ends the music.</source>
        <translation>停止音乐。</translation>
    </message>
    <message>
        <source>Plays the next piece.</source>
        <translation>播放下一首。</translation>
    </message>
    <message>
        <source>Plays the piece before.</source>
        <translation>播放上一首。</translation>
    </message>
    <message>
        <source>Goes to another place of the piece.</source>
        <translation>跳到曲子的另一处。</translation>
    </message>
    <message>
        <source>Sets how loud the music is.</source>
        <translation>设置音乐的音量。</translation>
    </message>
    <message>
        <source>Tells what plays.</source>
        <translation>查看正在播放什么。</translation>
    </message>
    <message>
        <source>Tells the words of the song, where a file of them lies beside it.</source>
        <translation>查看歌词（歌曲旁边有歌词文件时）。</translation>
    </message>
    <message>
        <source>Tells which music is in your folder.</source>
        <translation>查看你的文件夹里有哪些音乐。</translation>
    </message>
    <message>
        <source>Asks Open-Meteo for the weather in a town now.</source>
        <translation>向 Open-Meteo 查询某个城市现在的天气。</translation>
    </message>
    <message>
        <source>Asks Open-Meteo for the weather of the coming days.</source>
        <translation>向 Open-Meteo 查询未来几天的天气。</translation>
    </message>
    <message>
        <source>Tells which things your home has and how they are.</source>
        <translation>查看家里有哪些设备以及它们的状态。</translation>
    </message>
    <message>
        <source>Changes a light, switch or other thing of your home.</source>
        <translation>操作家里的灯、开关或其他设备。</translation>
    </message>
    <message>
        <source>Moves a cover of your home or presses a button.</source>
        <translation>开合家里的窗帘等设备，或者按下按钮。</translation>
    </message>
    <message>
        <source>What is said then</source>
        <translation>到时要说的话</translation>
    </message>
    <message>
        <source>18:00, or 2026-12-24T18:00; either this or the minutes</source>
        <translation>18:00，或 2026-12-24T18:00；与分钟数二选一</translation>
    </message>
    <message>
        <source>07:30 for the next time it is half past seven, or 2026-12-24T07:30</source>
        <translation>07:30 表示下一个七点半，也可以写 2026-12-24T07:30</translation>
    </message>
    <message>
        <source>Its number in the list; either this or the kind</source>
        <translation>它在列表里的编号；与类型二选一</translation>
    </message>
    <message>
        <source>All of this kind</source>
        <translation>这一类的全部</translation>
    </message>
    <message>
        <source>Only of this kind; all when left out</source>
        <translation>只要这一类；不填则为全部</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>是什么事</translation>
    </message>
    <message>
        <source>Which scene</source>
        <translation>哪个场景</translation>
    </message>
    <message>
        <source>The text to copy</source>
        <translation>要复制的文字</translation>
    </message>
    <message>
        <source>How far into the piece; either this or the place</source>
        <translation>曲子的百分之几处；与位置二选一</translation>
    </message>
    <message>
        <source>The place as minutes and seconds; either this or percent</source>
        <translation>以分和秒表示的位置；与百分比二选一</translation>
    </message>
    <message>
        <source>On or off</source>
        <translation>开或关</translation>
    </message>
    <message>
        <source>How loud, in percent</source>
        <translation>音量，百分比</translation>
    </message>
    <message>
        <source>How bright, in percent</source>
        <translation>亮度，百分比</translation>
    </message>
    <message>
        <source>On: it is silent</source>
        <translation>开：静音</translation>
    </message>
    <message>
        <source>Light, dark, or as the system</source>
        <translation>浅色、深色或跟随系统</translation>
    </message>
    <message>
        <source>How long, in seconds</source>
        <translation>多长时间，以秒计</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>用来做什么</translation>
    </message>
    <message>
        <source>How often it comes; once when left out</source>
        <translation>多久重复一次；不填则只有一次</translation>
    </message>
    <message>
        <source>In so many minutes, instead of a time</source>
        <translation>多少分钟后，代替时间</translation>
    </message>
    <message>
        <source>When it begins: 2026-12-24T18:00</source>
        <translation>开始时间：2026-12-24T18:00</translation>
    </message>
    <message>
        <source>When it ends: 2026-12-24T20:00</source>
        <translation>结束时间：2026-12-24T20:00</translation>
    </message>
    <message>
        <source>So many minutes before it is said; 10 when left out</source>
        <translation>提前多少分钟提醒；不填则为 10</translation>
    </message>
    <message>
        <source>The first day: 2026-12-24; today when left out</source>
        <translation>第一天：2026-12-24；不填则为今天</translation>
    </message>
    <message>
        <source>How many days</source>
        <translation>多少天</translation>
    </message>
    <message>
        <source>It rings again after so many minutes; 0: not again</source>
        <translation>多少分钟后再响；0 表示不再响</translation>
    </message>
    <message>
        <source>A town</source>
        <translation>一个城市</translation>
    </message>
    <message>
        <source>Title, artist or album</source>
        <translation>歌名、歌手或专辑</translation>
    </message>
    <message>
        <source>On: the folder is looked through anew</source>
        <translation>开：重新查找文件夹</translation>
    </message>
    <message>
        <source>The application, as you call it</source>
        <translation>应用程序，按你的叫法</translation>
    </message>
    <message>
        <source>Only names that contain this</source>
        <translation>只要名称里含有这些字的</translation>
    </message>
    <message>
        <source>What you want to know about the picture</source>
        <translation>你想知道画面里的什么</translation>
    </message>
    <message>
        <source>Which screen</source>
        <translation>哪个屏幕</translation>
    </message>
    <message>
        <source>Address of the page, http or https</source>
        <translation>网页地址，http 或 https</translation>
    </message>
    <message>
        <source>Only things with this in their name, kind or room</source>
        <translation>只要名称、类型或房间里含有这些字的设备</translation>
    </message>
    <message>
        <source>Its name as in the list of the home</source>
        <translation>它在家居列表里的名称</translation>
    </message>
    <message>
        <source>What of it, such as power or brightness</source>
        <translation>它的哪一项，例如开关或亮度</translation>
    </message>
    <message>
        <source>on, off, a number, a choice or #rrggbb</source>
        <translation>on、off、数字、选项或 #rrggbb</translation>
    </message>
    <message>
        <source>When its entries come again takes too long to find out.</source>
        <translation>其中日程的重复规则要花太长时间才能推算出来。</translation>
    </message>
    <message>
        <source>What comes next repeats or is in the calendar. Remove it under Reminders.</source>
        <translation>接下来的是重复项或日历日程。请在“提醒”中移除。</translation>
    </message>
    <message>
        <source>Myna was closed before it was done.</source>
        <translation>Myna 在完成之前已关闭。</translation>
    </message>
    <message>
        <source>This line begins with a tab. Write spaces instead.</source>
        <translation>这一行以制表符开头。请改用空格。</translation>
    </message>
    <message>
        <source>This is not valid YAML: %1.</source>
        <translation>这不是有效的 YAML：%1。</translation>
    </message>
    <message>
        <source>Another Myna server is at work with the folder %1. Stop that one, or give this one a folder of its own: mynad serve --data FOLDER.</source>
        <translation>另一个 Myna 服务器正在使用文件夹 %1。请停掉它，或者给这一个单独的文件夹：mynad serve --data 文件夹。</translation>
    </message>
</context>
<context>
    <name>myna::client::IotDesk</name>
    <message>
        <source>This thing is no longer there.</source>
        <translation>这个设备已不存在。</translation>
    </message>
</context>
<context>
    <name>myna::desktop::Application</name>
    <message>
        <source>Emergency stop</source>
        <translation>紧急停止</translation>
    </message>
</context>
<context>
    <name>myna::desktop::ConnectDesk</name>
    <message>
        <source>The server wants this device to be paired again.</source>
        <translation>服务器要求重新配对这台设备。</translation>
    </message>
</context>
<context>
    <name>myna::desktop::ControlServer</name>
    <message>
        <source>Commands cannot reach Myna: %1</source>
        <translation>命令无法传到 Myna：%1</translation>
    </message>
</context>
<context>
    <name>myna::desktop::ControlSwitch</name>
    <message>
        <source>No server is chosen yet. Choose one in Myna&apos;s window.</source>
        <translation>尚未选择服务器，请在 Myna 窗口中选择。</translation>
    </message>
</context>
<context>
    <name>myna::desktop::DayDesk</name>
    <message>
        <source>Missed while Myna was away</source>
        <translation>Myna 关闭期间错过的提醒</translation>
    </message>
    <message>
        <source>Reminder</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>提醒</translation>
    </message>
</context>
<context>
    <name>myna::desktop::GateDesk</name>
    <message>
        <source>Permissions</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
</context>
<context>
    <name>myna::desktop::GlobalShortcut</name>
    <message>
        <source>This desktop gives programs no keys of their own. Bind &quot;myna ctl talk-start&quot; and &quot;myna ctl talk-stop&quot; in your desktop&apos;s keyboard settings.</source>
        <translation>此桌面不允许程序使用全局按键。请在桌面的键盘设置中绑定“myna ctl talk-start”和“myna ctl talk-stop”。</translation>
    </message>
    <message>
        <source>Another program uses %1 already. Choose another key.</source>
        <translation>%1 已被另一个程序占用。请换一个按键。</translation>
    </message>
    <message>
        <source>%1 cannot be used here. Choose another key.</source>
        <translation>这里无法使用 %1。请换一个按键。</translation>
    </message>
    <message>
        <source>This desktop gives programs no keys of their own. Bind &quot;myna ctl stop-tools&quot; in your desktop&apos;s keyboard settings.</source>
        <translation>此桌面不允许程序使用全局按键。请在桌面的键盘设置中为“myna ctl stop-tools”绑定按键。</translation>
    </message>
</context>
<context>
    <name>myna::desktop::PortalShortcut</name>
    <message>
        <source>Hold to talk to Myna</source>
        <translation>按住与 Myna 说话</translation>
    </message>
    <message>
        <source>The desktop was told not to give Myna a key. Switch this on again to be asked again.</source>
        <translation>桌面未获准为 Myna 分配按键。重新打开此选项会再次询问。</translation>
    </message>
    <message>
        <source>The desktop has taken the key away. Switch this off and on again.</source>
        <translation>桌面收回了按键。请关闭此选项后重新打开。</translation>
    </message>
    <message>
        <source>Stop all tools of Myna</source>
        <translation>停用 Myna 的所有工具</translation>
    </message>
</context>
<context>
    <name>myna::desktop::ServersDesk</name>
    <message>
        <source>The server inside Myna is off. Use it, and it starts.</source>
        <translation>Myna 内置的服务器没有开启。选用它就会启动。</translation>
    </message>
</context>
<context>
    <name>myna::desktop::ToolsDesk</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>connected to the server</source>
        <translation>已连接到服务器</translation>
    </message>
</context>
<context>
    <name>myna::mcp::Gate</name>
    <message>
        <source>Too many tools are at work. Try again a little later.</source>
        <translation>正在运行的工具太多，请稍后再试。</translation>
    </message>
    <message>
        <source>“%1” did not finish in time.</source>
        <translation>“%1”没有在规定时间内完成。</translation>
    </message>
    <message>
        <source>The user has stopped all tools. Nothing is done until the user lets them act again.</source>
        <translation>用户已停止所有工具。在用户重新允许之前，什么都不会执行。</translation>
    </message>
    <message>
        <source>“%1” was not used: what it was given is too long.</source>
        <translation>没有使用“%1”：传给它的内容太长。</translation>
    </message>
    <message>
        <source>“%1” was not used: what it was given has dangerous words in it (%2).</source>
        <translation>没有使用“%1”：传给它的内容含有危险字词（%2）。</translation>
    </message>
    <message>
        <source>Too many tools were used within a minute. Try again a little later.</source>
        <translation>一分钟内使用的工具太多，请稍后再试。</translation>
    </message>
    <message>
        <source>You did it yourself.</source>
        <translation>是您自己操作的。</translation>
    </message>
    <message>
        <source>Such tools may always be used.</source>
        <translation>这类工具可以直接使用。</translation>
    </message>
    <message>
        <source>You allowed it for this server.</source>
        <translation>您已允许该服务器使用它。</translation>
    </message>
    <message>
        <source>You allowed it.</source>
        <translation>您已允许使用它。</translation>
    </message>
    <message>
        <source>The user has decided that this tool is never used.</source>
        <translation>用户已决定永不使用这个工具。</translation>
    </message>
    <message>
        <source>The user has not allowed this tool.</source>
        <translation>用户没有允许使用这个工具。</translation>
    </message>
    <message>
        <source>The user has to be asked about it, and nobody can be asked now.</source>
        <translation>这需要先征求用户同意，而现在没有人可以询问。</translation>
    </message>
    <message numerus="yes">
        <source>The user was asked and did not answer within %n seconds.</source>
        <translation>
            <numerusform>已询问用户，但用户在 %n 秒内没有回答。</numerusform>
        </translation>
    </message>
    <message>
        <source>The user was asked and said no.</source>
        <translation>已询问用户，用户拒绝了。</translation>
    </message>
    <message>
        <source>The user was asked and said yes.</source>
        <translation>已询问用户，用户同意了。</translation>
    </message>
    <message>
        <source>The user was asked and always allows it from now on.</source>
        <translation>已询问用户，用户从现在起始终允许。</translation>
    </message>
    <message>
        <source>The user has stopped all tools.</source>
        <translation>用户已停止所有工具。</translation>
    </message>
    <message>
        <source>You have set it up so.</source>
        <translation>您已这样设定。</translation>
    </message>
</context>
<context>
    <name>myna::mcp::McpServer</name>
    <message>
        <source>The connection ended before it was done.</source>
        <translation>连接在完成之前就断开了。</translation>
    </message>
    <message>
        <source>The server does not want it any more.</source>
        <translation>服务器已不再需要它。</translation>
    </message>
</context>
<context>
    <name>myna::server::Assistant</name>
    <message>
        <source>The assistant called too many tools for one answer. Ask again more simply.</source>
        <translation>助手为一个回答调用了太多工具。请换个简单的问法。</translation>
    </message>
</context>
<context>
    <name>myna::server::ChainChat</name>
    <message>
        <source>The assistant did not answer in time.</source>
        <translation>助手没有及时响应。</translation>
    </message>
</context>
<context>
    <name>myna::server::ChainRecogniser</name>
    <message>
        <source>The recogniser did not answer in time.</source>
        <translation>语音识别没有及时响应。</translation>
    </message>
</context>
<context>
    <name>myna::server::ChainSynthesiser</name>
    <message>
        <source>The voice did not answer in time.</source>
        <translation>语音合成没有及时响应。</translation>
    </message>
    <message>
        <source>The answer is too long to be spoken.</source>
        <translation>回答太长，无法朗读。</translation>
    </message>
</context>
<context>
    <name>myna::server::ChainVision</name>
    <message>
        <source>Nobody said in time what is in the picture.</source>
        <translation>没有引擎及时说出图片里有什么。</translation>
    </message>
    <message>
        <source>Too many pictures are waiting. Try again later.</source>
        <translation>等待识别的图片太多，请稍后再试。</translation>
    </message>
</context>
<context>
    <name>myna::server::DeviceIot</name>
    <message>
        <source>The device has not told this about %1 yet.</source>
        <translation>设备还没有报告过%1的这一项。</translation>
    </message>
    <message>
        <source>%1 needs the argument %2, of the type %3.</source>
        <translation>%1 需要参数 %2，类型为 %3。</translation>
    </message>
    <message>
        <source>The device is busy with other calls.</source>
        <translation>设备正忙于其他调用。</translation>
    </message>
    <message>
        <source>It was sent to %1, which has not told a new state since.</source>
        <translation>已发给%1，但它还没有报告新的状态。</translation>
    </message>
    <message>
        <source>Done. %1 is now: %2</source>
        <translation>已完成。%1现在是：%2</translation>
    </message>
</context>
<context>
    <name>myna::server::DeviceSession</name>
    <message>
        <source>Nobody spoke.</source>
        <translation>没有人说话。</translation>
    </message>
    <message>
        <source>The conversation ended.</source>
        <translation>对话已结束。</translation>
    </message>
    <message>
        <source>The device did not say hello.</source>
        <translation>设备没有发送 hello。</translation>
    </message>
    <message>
        <source>The device said good-bye.</source>
        <translation>设备说了再见。</translation>
    </message>
    <message>
        <source>This server does not know messages of the type &quot;%1&quot;.</source>
        <translation>这台服务器不认识类型为“%1”的消息。</translation>
    </message>
    <message>
        <source>A device does not send messages of this type.</source>
        <translation>设备不应该发送这种类型的消息。</translation>
    </message>
    <message>
        <source>The device sent too much that nobody understands.</source>
        <translation>设备发来的无法理解的内容太多。</translation>
    </message>
    <message>
        <source>This connection was opened by another device.</source>
        <translation>这条连接是由另一台设备建立的。</translation>
    </message>
    <message>
        <source>It sent more than anybody can speak.</source>
        <translation>它发送的内容比任何人能说的都多。</translation>
    </message>
    <message>
        <source>Emergency stop: no tool is used until it ends.</source>
        <translation>紧急停止：解除之前不会使用任何工具。</translation>
    </message>
    <message>
        <source>The device is not ready yet.</source>
        <translation>设备还没有准备好。</translation>
    </message>
</context>
<context>
    <name>myna::server::DeviceTools</name>
    <message>
        <source>The device did not answer in time.</source>
        <translation>设备没有及时应答。</translation>
    </message>
    <message>
        <source>The device is busy with other calls.</source>
        <translation>设备正忙于其他调用。</translation>
    </message>
</context>
<context>
    <name>myna::server::EngineTest</name>
    <message>
        <source>Check the key of this engine, and that its account may use the model.</source>
        <translation>请检查该引擎的密钥，并确认其账户可以使用所选模型。</translation>
    </message>
    <message>
        <source>Check the address of the engine, the network and the proxy, and that the service runs.</source>
        <translation>请检查引擎的地址、网络和代理，并确认服务正在运行。</translation>
    </message>
    <message>
        <source>Check the address of the engine and the name of its model.</source>
        <translation>请检查引擎的地址和模型名称。</translation>
    </message>
    <message>
        <source>The service may be loading its model: try again. When it stays slow, choose a smaller model.</source>
        <translation>服务可能正在加载模型，请再试一次。如果一直很慢，请选用更小的模型。</translation>
    </message>
    <message>
        <source>The address answers, but not as an engine of this type does: check address and type.</source>
        <translation>该地址有响应，但不像这种类型的引擎：请检查地址和类型。</translation>
    </message>
    <message>
        <source>Compare the settings of this engine with the manual.</source>
        <translation>请对照手册检查该引擎的设置。</translation>
    </message>
    <message>
        <source>The engine did not answer in time.</source>
        <translation>引擎没有及时响应。</translation>
    </message>
    <message>
        <source>It heard no voice in a spoken sentence.</source>
        <translation>在一句话中没有检测到人声。</translation>
    </message>
    <message>
        <source>%1 ms of voice in a spoken sentence</source>
        <translation>在一句话中检测到 %1 毫秒人声</translation>
    </message>
    <message>
        <source>It understood nothing of a clear sentence.</source>
        <translation>一句清晰的话也没有识别出来。</translation>
    </message>
    <message>
        <source>heard “%1”; spoken was “%2”</source>
        <translation>听到“%1”；实际说的是“%2”</translation>
    </message>
    <message>
        <source>It answered without a word.</source>
        <translation>它的回答没有任何文字。</translation>
    </message>
    <message>
        <source>The voice is silent.</source>
        <translation>没有声音。</translation>
    </message>
    <message>
        <source>%1 s of speech</source>
        <translation>%1 秒语音</translation>
    </message>
</context>
<context>
    <name>myna::server::EspeakSynthesiser</name>
    <message>
        <source>The answer is too long to be spoken.</source>
        <translation>回答太长，无法念出来。</translation>
    </message>
    <message>
        <source>The server has too much to say at the moment.</source>
        <translation>服务器此刻要说的话太多。</translation>
    </message>
</context>
<context>
    <name>myna::server::Gate</name>
    <message>
        <source>The conversation ended before it answered.</source>
        <translation>它还没有答复，对话就结束了。</translation>
    </message>
    <message>
        <source>The tool %1 was not used: its arguments are too long.</source>
        <translation>没有使用工具 %1：参数太长。</translation>
    </message>
    <message>
        <source>This device used too many tools within a minute. Try again a little later.</source>
        <translation>这台设备一分钟内使用工具的次数太多，请稍后再试。</translation>
    </message>
    <message>
        <source>The tool %1 did not answer in time.</source>
        <translation>工具 %1 没有及时答复。</translation>
    </message>
    <message>
        <source>It was not done yet: the person is asked first, after your words.</source>
        <translation>还没有执行：在你的话之后会先征求本人同意。</translation>
    </message>
    <message>
        <source>The tool %1 needs the word of a person, and there is nobody who can be asked now.</source>
        <translation>工具 %1 需要本人同意，而现在没有人可以询问。</translation>
    </message>
</context>
<context>
    <name>myna::server::HttpLine</name>
    <message>
        <source>It asks more than anybody answers.</source>
        <translation>它提出的请求多得答不完。</translation>
    </message>
    <message>
        <source>It began anew.</source>
        <translation>它已重新启动。</translation>
    </message>
</context>
<context>
    <name>myna::server::ProgramLine</name>
    <message>
        <source>It writes more than anybody reads.</source>
        <translation>它输出的内容多得读不完。</translation>
    </message>
    <message>
        <source>It speaks something else than JSON.</source>
        <translation>它输出的不是 JSON。</translation>
    </message>
    <message>
        <source>It crashed.</source>
        <translation>它崩溃了。</translation>
    </message>
    <message>
        <source>It ended by itself, with status %1.</source>
        <translation>它自行退出，状态码为 %1。</translation>
    </message>
</context>
<context>
    <name>myna::server::RemoteSynthesiser</name>
    <message>
        <source>The answer is too long to be spoken.</source>
        <translation>回答太长，无法全部说出来。</translation>
    </message>
</context>
<context>
    <name>myna::server::SphinxRecogniser</name>
    <message>
        <source>The server has too much to recognise at the moment. Say it again in a few seconds.</source>
        <translation>服务器此刻要识别的内容太多。请过几秒再说一遍。</translation>
    </message>
</context>
<context>
    <name>myna::server::SseLine</name>
    <message>
        <source>It ended the connection.</source>
        <translation>它断开了连接。</translation>
    </message>
    <message>
        <source>It writes more than anybody reads.</source>
        <translation>它输出的内容多得读不完。</translation>
    </message>
    <message>
        <source>It wants the messages sent to another server.</source>
        <translation>它要求把消息发到另一台服务器。</translation>
    </message>
    <message>
        <source>It asks more than anybody answers.</source>
        <translation>它提出的请求多得答不完。</translation>
    </message>
</context>
<context>
    <name>myna::tools::ApplicationFamily</name>
    <message>
        <source>Start an application</source>
        <translation>启动应用程序</translation>
    </message>
    <message>
        <source>List the installed applications</source>
        <translation>列出已安装的应用程序</translation>
    </message>
    <message>
        <source>List the running applications</source>
        <translation>列出正在运行的应用程序</translation>
    </message>
    <message>
        <source>Close an application</source>
        <translation>关闭应用程序</translation>
    </message>
</context>
<context>
    <name>myna::tools::CameraFamily</name>
    <message>
        <source>Send a photo from your camera</source>
        <translation>用摄像头拍照并发送</translation>
    </message>
</context>
<context>
    <name>myna::tools::ClipboardFamily</name>
    <message>
        <source>Read the clipboard</source>
        <translation>读取剪贴板</translation>
    </message>
    <message>
        <source>Copy a text to the clipboard</source>
        <translation>把文字复制到剪贴板</translation>
    </message>
</context>
<context>
    <name>myna::tools::MusicDecoder</name>
    <message>
        <source>This file cannot be played from the middle.</source>
        <translation>这个文件无法从中间开始播放。</translation>
    </message>
</context>
<context>
    <name>myna::tools::MusicFamily</name>
    <message>
        <source>Play music</source>
        <translation>播放音乐</translation>
    </message>
    <message>
        <source>Go to a place in the music</source>
        <translation>跳到音乐的某个位置</translation>
    </message>
    <message>
        <source>Pause the music</source>
        <translation>暂停音乐</translation>
    </message>
    <message>
        <source>Go on with the music</source>
        <translation>继续播放</translation>
    </message>
    <message>
        <source>Stop the music</source>
        <translation>停止音乐</translation>
    </message>
    <message>
        <source>Next piece</source>
        <translation>下一首</translation>
    </message>
    <message>
        <source>Previous piece</source>
        <translation>上一首</translation>
    </message>
    <message>
        <source>What is playing</source>
        <translation>正在播放什么</translation>
    </message>
    <message>
        <source>Words of the song</source>
        <translation>歌词</translation>
    </message>
    <message>
        <source>List the local music</source>
        <translation>列出本机音乐</translation>
    </message>
</context>
<context>
    <name>myna::tools::MusicPlayer</name>
    <message>
        <source>Another piece was wanted.</source>
        <translation>已改为播放另一首。</translation>
    </message>
    <message>
        <source>There is no music to play.</source>
        <translation>没有可以播放的音乐。</translation>
    </message>
    <message>
        <source>No music is playing.</source>
        <translation>现在没有播放音乐。</translation>
    </message>
    <message>
        <source>There is no piece after this one.</source>
        <translation>后面没有别的曲目了。</translation>
    </message>
</context>
<context>
    <name>myna::tools::ReminderFamily</name>
    <message>
        <source>Set a timer</source>
        <translation>设定定时器</translation>
    </message>
    <message>
        <source>Set an alarm</source>
        <translation>设定闹钟</translation>
    </message>
    <message>
        <source>Set a reminder</source>
        <translation>设定提醒</translation>
    </message>
    <message>
        <source>Add a calendar entry</source>
        <translation>添加日程</translation>
    </message>
    <message>
        <source>List timers and reminders</source>
        <translation>列出定时器和提醒</translation>
    </message>
    <message>
        <source>Look into the calendar</source>
        <translation>查看日程</translation>
    </message>
    <message>
        <source>Cancel a timer or reminder</source>
        <translation>取消定时器或提醒</translation>
    </message>
    <message>
        <source>Stop the ringing</source>
        <translation>停止响铃</translation>
    </message>
</context>
<context>
    <name>myna::tools::ScreenshotFamily</name>
    <message>
        <source>Send a picture of your screen</source>
        <translation>发送一张屏幕截图</translation>
    </message>
</context>
<context>
    <name>myna::tools::StatusFamily</name>
    <message>
        <source>Look at the state of this computer</source>
        <translation>查看这台电脑的状态</translation>
    </message>
</context>
<context>
    <name>myna::tools::VolumeFamily</name>
    <message>
        <source>Set the volume of the computer</source>
        <translation>设置电脑音量</translation>
    </message>
    <message>
        <source>Mute the computer</source>
        <translation>让电脑静音</translation>
    </message>
    <message>
        <source>Set the volume of Myna&apos;s voice</source>
        <translation>设置 Myna 说话的音量</translation>
    </message>
    <message>
        <source>Look at the volume</source>
        <translation>查看音量</translation>
    </message>
</context>
<context>
    <name>myna::tools::WeatherFamily</name>
    <message>
        <source>Weather now</source>
        <translation>现在的天气</translation>
    </message>
    <message>
        <source>Weather forecast</source>
        <translation>天气预报</translation>
    </message>
</context>
<context>
    <name>myna::tools::WeatherSource</name>
    <message>
        <source>Say for which town.</source>
        <translation>请说明是哪个城市。</translation>
    </message>
    <message>
        <source>The weather service answers with an error (%1). Try again later.</source>
        <translation>天气服务返回错误（%1），请稍后再试。</translation>
    </message>
</context>
<context>
    <name>myna::tools::WebPageFamily</name>
    <message>
        <source>Open a web page</source>
        <translation>打开网页</translation>
    </message>
</context>
<context>
    <name>myna::ui::ActivationCard</name>
    <message>
        <source>A new device asks to join</source>
        <translation>有新设备请求加入</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Lets the device with the code %1 join</source>
        <translation>批准激活码为 %1 的设备加入</translation>
    </message>
    <message>
        <source>Turns the device with the code %1 away</source>
        <translation>拒绝激活码为 %1 的设备</translation>
    </message>
</context>
<context>
    <name>myna::ui::AddressCard</name>
    <message>
        <source>QR code with %1</source>
        <translation>%1 的二维码</translation>
    </message>
    <message>
        <source>Scan to copy the address to a phone</source>
        <translation>用手机扫码即可获得地址</translation>
    </message>
    <message>
        <source>Point your devices here</source>
        <translation>让设备连接到这里</translation>
    </message>
    <message>
        <source>Address for devices</source>
        <translation>供设备填写的地址</translation>
    </message>
    <message>
        <source>QR</source>
        <translation>二维码</translation>
    </message>
    <message>
        <source>Show as QR code</source>
        <translation>显示为二维码</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation>复制 %1</translation>
    </message>
</context>
<context>
    <name>myna::ui::AppearanceGroup</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of the window. The assistant speaks the language you speak to it, if its server can.</source>
        <translation>窗口使用的语言。助手会用你对它说的语言回答，前提是服务器支持。</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Light or dark colours.</source>
        <translation>浅色或深色。</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Follows the system&apos;s setting.</source>
        <translation>跟随系统设置。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>myna::ui::AskWindow</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more question(s) after this one</source>
        <translation>
            <numerusform>之后还有 %n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>Myna asks</source>
        <translation>Myna 询问</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>不允许(&amp;N)</translation>
    </message>
    <message>
        <source>Also Enter and Escape, and what happens without an answer</source>
        <translation>回车键和 Esc 键也表示不允许；不回答同样视为不允许</translation>
    </message>
    <message>
        <source>&amp;Yes, this time</source>
        <translation>允许这一次(&amp;Y)</translation>
    </message>
    <message>
        <source>Seconds until it is a no</source>
        <translation>多少秒后视为不允许</translation>
    </message>
</context>
<context>
    <name>myna::ui::AttachDialog</name>
    <message>
        <source>Compare the fingerprint</source>
        <translation>核对指纹</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Attach to another server</source>
        <translation>连接另一台服务器</translation>
    </message>
    <message>
        <source>Look after a server that runs on another computer. Set server.admin_token in its configuration and type the same here; it is kept where your other secrets are.</source>
        <translation>管理运行在另一台电脑上的服务器。在它的配置里设置 server.admin_token，并在这里输入同样的内容；它会和你的其他机密保存在一起。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
</context>
<context>
    <name>myna::ui::AudioWizard</name>
    <message>
        <source>Sound check</source>
        <translation>声音检查</translation>
    </message>
    <message>
        <source>Nothing you say here leaves this computer.</source>
        <translation>你在这里说的话不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Choose another device</source>
        <translation>换一个设备</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
</context>
<context>
    <name>myna::ui::CallsView</name>
    <message>
        <source>No tool was called yet</source>
        <translation>还没有调用过工具</translation>
    </message>
    <message>
        <source>Whatever the assistant does on this computer appears here: what, when, for whom, and whether you allowed it. The list stays on this computer.</source>
        <translation>助手在这台电脑上做的一切都会显示在这里：做了什么、何时、为谁，以及您是否允许。记录只保存在这台电脑上。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No call passes this filter and has all of the words.</source>
        <translation>没有符合筛选条件并包含所有这些字词的调用。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>The chosen call</source>
        <translation>选中的调用</translation>
    </message>
    <message>
        <source>Save the tool calls</source>
        <translation>保存工具调用</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>For programs (*.json)</source>
        <translation>供程序使用 (*.json)</translation>
    </message>
    <message>
        <source>Delete the list of tool calls</source>
        <translation>删除工具调用记录</translation>
    </message>
    <message numerus="yes">
        <source>Delete all %n call(s) from the list?</source>
        <translation>
            <numerusform>要从记录中删除全部 %n 条调用吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be taken back. What you decided about tools stays.</source>
        <translation>此操作无法撤销。您对工具所做的决定会保留。</translation>
    </message>
    <message>
        <source>Delete all</source>
        <translation>全部删除</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>已允许</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>询问过</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Which calls</source>
        <translation>哪些调用</translation>
    </message>
    <message>
        <source>Search the calls</source>
        <translation>搜索调用</translation>
    </message>
    <message>
        <source>Calls of tools, newest first</source>
        <translation>工具调用，最新的在前</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Saves what is found, as a table or for programs.</source>
        <translation>将找到的内容保存为表格或供程序使用的文件。</translation>
    </message>
    <message>
        <source>Delete all…</source>
        <translation>全部删除…</translation>
    </message>
</context>
<context>
    <name>myna::ui::CodePanel</name>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Approving…</source>
        <translation>正在批准…</translation>
    </message>
    <message>
        <source>Approve on this computer</source>
        <translation>在这台电脑上批准</translation>
    </message>
    <message>
        <source>Open console</source>
        <translation>打开控制台</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies the activation code</source>
        <translation>复制激活码</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>念出来</translation>
    </message>
    <message>
        <source>Speaks the code digit by digit</source>
        <translation>逐位念出激活码</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>换一个激活码</translation>
    </message>
    <message>
        <source>Or scan with your phone</source>
        <translation>也可以用手机扫码</translation>
    </message>
    <message>
        <source>The link opens the console of the server that issued this code, not another one.</source>
        <translation>链接打开的正是发放这个激活码的服务器的控制台。</translation>
    </message>
    <message>
        <source>QR code with the address of the console</source>
        <translation>控制台地址的二维码</translation>
    </message>
</context>
<context>
    <name>myna::ui::CodeTiles</name>
    <message>
        <source>Activation code. Press Ctrl+C to copy it.</source>
        <translation>激活码。按 Ctrl+C 复制。</translation>
    </message>
</context>
<context>
    <name>myna::ui::ConfigView</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Asking for the configuration</source>
        <translation>正在获取配置</translation>
    </message>
    <message>
        <source>It appears in a moment.</source>
        <translation>马上就会出现。</translation>
    </message>
    <message>
        <source>The configuration could not be fetched</source>
        <translation>无法获取配置</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>%1 · revision %2</source>
        <translation>%1 · 第 %2 版</translation>
    </message>
    <message>
        <source>The configuration was changed elsewhere while you were writing. Reload it, and repeat your change.</source>
        <translation>你编辑时，配置在别处被修改了。请重新载入，再做一次修改。</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>重新载入</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Use revision %1 again?</source>
        <translation>重新使用第 %1 版？</translation>
    </message>
    <message>
        <source>The present text stays in the list, so you can come back to it.</source>
        <translation>当前的文本会留在列表里，以后还可以回来。</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Configuration of the server</source>
        <translation>服务器的配置</translation>
    </message>
    <message>
        <source>Ctrl+S applies it; Shift+Tab leaves the text.</source>
        <translation>Ctrl+S 应用；Shift+Tab 离开文本。</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃修改</translation>
    </message>
    <message>
        <source>What is noticed</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Nothing. It is checked while you type; what is not known here is said, too.</source>
        <translation>没有问题。输入时会随时检查；不认识的内容也会指出。</translation>
    </message>
    <message>
        <source>Former texts</source>
        <translation>以前的版本</translation>
    </message>
    <message>
        <source>Go back to it</source>
        <translation>恢复到此版</translation>
    </message>
    <message>
        <source>Nothing is set yet: everything is as shipped. For example:</source>
        <translation>还没有任何设置：一切都是出厂默认。例如：</translation>
    </message>
</context>
<context>
    <name>myna::ui::ConnectionGroup</name>
    <message>
        <source>Servers</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Add a server…</source>
        <translation>添加服务器…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>A list of servers from Myna, py-xiaozhi&apos;s config.json, or a server&apos;s .config.yaml</source>
        <translation>Myna 的服务器列表、py-xiaozhi 的 config.json，或服务器的 .config.yaml</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Writes the list without passwords, tokens and identities</source>
        <translation>导出列表，不含密码、令牌和身份</translation>
    </message>
    <message>
        <source>Who answers you. Each server knows this computer under an identity of its own.</source>
        <translation>由谁来回答您。每台服务器都以单独的身份认识本机。</translation>
    </message>
    <message>
        <source>%1 The keys are kept %2.</source>
        <comment>sentence · place of the secrets, such as: in your keychain</comment>
        <translation>%1密钥%2。</translation>
    </message>
    <message>
        <source>New identity</source>
        <translation>新身份</translation>
    </message>
    <message>
        <source>Give this computer a new identity for %1?</source>
        <translation>要为 %1 给本机换一个新身份吗？</translation>
    </message>
    <message>
        <source>The server then sees a new device and asks for a code. The old one stays in its list until you remove it there.</source>
        <translation>服务器会把它当作新设备并要求激活码。旧设备会留在它的列表里，直到您在那里移除。</translation>
    </message>
    <message>
        <source>Remove the server</source>
        <translation>移除服务器</translation>
    </message>
    <message>
        <source>Remove %1 from the list?</source>
        <translation>要把 %1 从列表中移除吗？</translation>
    </message>
    <message>
        <source>This computer&apos;s identity for it goes too. If you add it again later, it asks for a code.</source>
        <translation>本机在它那里的身份也会一起删除。以后再添加时需要激活码。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Import servers</source>
        <translation>导入服务器</translation>
    </message>
    <message>
        <source>Lists of servers (*.json *.yaml *.yml)</source>
        <translation>服务器列表 (*.json *.yaml *.yml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Export servers</source>
        <translation>导出服务器</translation>
    </message>
</context>
<context>
    <name>myna::ui::ControlGroup</name>
    <message>
        <source>Other programs</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>Let other programs on this computer control Myna</source>
        <translation>允许本机的其他程序控制 Myna</translation>
    </message>
    <message>
        <source>Scripts of your account can then pair, connect, open the microphone and read how it goes. Web pages and other people cannot.</source>
        <translation>你账户下的脚本可以配对、连接、打开麦克风并查看状态；网页和其他用户不可以。</translation>
    </message>
    <message>
        <source>Programs also need the token. Both are in control.json in Myna&apos;s data folder, new at each start.</source>
        <translation>程序还需要令牌。地址和令牌都在 Myna 数据文件夹的 control.json 中，每次启动都会更换。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy token</source>
        <translation>复制令牌</translation>
    </message>
</context>
<context>
    <name>myna::ui::ConversationPanel</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>What you and Myna said, the newest at the end.</source>
        <translation>你和 Myna 说过的话，最新的在最后。</translation>
    </message>
    <message>
        <source>Nothing said yet</source>
        <translation>还没有说过话</translation>
    </message>
    <message>
        <source>What you say and what Myna answers will stand here. Try: &quot;What time is it?&quot;</source>
        <translation>你说的话和 Myna 的回答会显示在这里。试着问一句：“现在几点？”</translation>
    </message>
    <message>
        <source>Last turn · %1 s to first sound</source>
        <translation>上一轮 · %1 秒后出声</translation>
    </message>
    <message>
        <source>Click what was said to see what the answer spent its time on.</source>
        <translation>点一下说过的话，看看回答的时间花在哪里。</translation>
    </message>
    <message>
        <source>Show every moment of the answer</source>
        <translation>显示回答的每个时刻</translation>
    </message>
    <message>
        <source>%1 · %2 s to first sound</source>
        <comment>time of day, seconds</comment>
        <translation>%1 · %2 秒后出声</translation>
    </message>
</context>
<context>
    <name>myna::ui::DeviceDialog</name>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Something to say, or a question for it</source>
        <translation>要它说的话，或问它的问题</translation>
    </message>
    <message>
        <source>Say it</source>
        <translation>让它说</translation>
    </message>
    <message>
        <source>Ask it</source>
        <translation>问它</translation>
    </message>
    <message>
        <source>The device speaks these words.</source>
        <translation>设备会说出这些话。</translation>
    </message>
    <message>
        <source>As if somebody had asked this at the device; it answers there.</source>
        <translation>就像有人在设备旁这样提问；它在那里回答。</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开连接</translation>
    </message>
    <message>
        <source>Forget its memory</source>
        <translation>清除它的记忆</translation>
    </message>
    <message>
        <source>as everybody</source>
        <translation>与其他设备相同</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>As everybody</source>
        <translation>与其他设备相同</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>嗓音</translation>
    </message>
    <message>
        <source>Who it is and how it talks; empty: as everybody</source>
        <translation>它是谁、怎么说话；留空则与其他设备相同</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>%1 engines</source>
        <translation>%1 引擎</translation>
    </message>
    <message>
        <source>Blocked tools</source>
        <translation>禁用的工具</translation>
    </message>
    <message>
        <source>It remembers its talks</source>
        <translation>记住谈话</translation>
    </message>
    <message>
        <source>It remembers nothing</source>
        <translation>什么都不记</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>固件</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>The newest that fits</source>
        <translation>适用的最新版本</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>It is kept away: %1</source>
        <translation>已被隔离：%1</translation>
    </message>
    <message>
        <source>Keep away…</source>
        <translation>隔离…</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>解除隔离</translation>
    </message>
    <message>
        <source>Keep this device away</source>
        <translation>隔离此设备</translation>
    </message>
    <message>
        <source>Why? It is disconnected and refused until you release it.</source>
        <translation>原因？它会被断开并拒绝，直到你解除隔离。</translation>
    </message>
    <message>
        <source>Keep away</source>
        <translation>隔离</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>From its next conversation on</source>
        <translation>从下次对话起</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
</context>
<context>
    <name>myna::ui::DeviceLine</name>
    <message>
        <source>last seen %1</source>
        <comment>a time or a date</comment>
        <translation>上次在线 %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>From the end of speech to the first sound of the answer</source>
        <translation>从说完话到听见回答的第一个声音</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开连接</translation>
    </message>
    <message>
        <source>Remove this device</source>
        <translation>移除这台设备</translation>
    </message>
    <message>
        <source>More for %1</source>
        <translation>%1 的更多操作</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>kept away</source>
        <translation>已隔离</translation>
    </message>
</context>
<context>
    <name>myna::ui::DevicesCard</name>
    <message>
        <source>Remove this device</source>
        <translation>移除这台设备</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>要移除 %1 吗？</translation>
    </message>
    <message>
        <source>It is disconnected and has to ask to join again.</source>
        <translation>它会断开连接，之后需要重新请求加入。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>No device yet</source>
        <translation>还没有设备</translation>
    </message>
    <message>
        <source>Type the address above into a device as its OTA address, or pair this computer. A device that asks to join appears here with its code.</source>
        <translation>把上面的地址填到设备的 OTA 地址栏，或者配对这台电脑。请求加入的设备会显示在这里。</translation>
    </message>
    <message>
        <source>Devices that are pointed at that server appear here. One that asks to join shows its code.</source>
        <translation>指向那台服务器的设备会出现在这里。请求加入的设备会显示它的代码。</translation>
    </message>
</context>
<context>
    <name>myna::ui::DevicesStep</name>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>扬声器</translation>
    </message>
    <message>
        <source>Loudness of the microphone</source>
        <translation>麦克风音量</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>播放声音</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>myna::ui::EchoStep</name>
    <message>
        <source>Delay of the echo</source>
        <translation>回声延迟</translation>
    </message>
    <message>
        <source>From playing a sound to hearing it again. Myna keeps it and removes the echo there.</source>
        <translation>从播放声音到再次听见它的时间。Myna 会记住它，并在那个位置消除回声。</translation>
    </message>
    <message>
        <source>Lost in the room</source>
        <translation>在房间里衰减</translation>
    </message>
    <message>
        <source>How much quieter the echo arrives than it was played.</source>
        <translation>回声传回来时比播放时轻了多少。</translation>
    </message>
    <message>
        <source>Removed by Myna</source>
        <translation>由 Myna 消除</translation>
    </message>
    <message>
        <source>What the echo cancellation takes away on top of that.</source>
        <translation>回声消除在此之外又去掉的部分。</translation>
    </message>
    <message>
        <source>What is left</source>
        <translation>剩余回声</translation>
    </message>
    <message>
        <source>The echo that still reaches the server. Below the noise of the room it does not matter.</source>
        <translation>仍会传到服务器的回声。低于房间噪声就没有影响。</translation>
    </message>
    <message>
        <source>Noise of the room</source>
        <translation>房间噪声</translation>
    </message>
    <message>
        <source>How loud it is when nobody speaks.</source>
        <translation>没有人说话时有多响。</translation>
    </message>
    <message>
        <source>Progress of the echo test</source>
        <translation>回声测试进度</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>停止测试</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>再测一次</translation>
    </message>
    <message>
        <source>Start the test</source>
        <translation>开始测试</translation>
    </message>
</context>
<context>
    <name>myna::ui::ElsewhereCard</name>
    <message>
        <source>You look after %1</source>
        <translation>你正在管理 %1</translation>
    </message>
    <message>
        <source>It runs on another computer. What you change here is changed there; its devices are pointed at that computer&apos;s own address.</source>
        <translation>它运行在另一台电脑上。你在这里做的修改会在那边生效；它的设备使用那台电脑自己的地址。</translation>
    </message>
    <message>
        <source>Back to this computer</source>
        <translation>回到本机</translation>
    </message>
</context>
<context>
    <name>myna::ui::EngineLine</name>
    <message>
        <source>Its place in the chain: the next one helps when it fails.</source>
        <translation>它在链中的位置：它出错时由下一个接替。</translation>
    </message>
    <message>
        <source>It is not chosen.</source>
        <translation>未被选用。</translation>
    </message>
    <message>
        <source>Until the first result: a text, a word, a sound.</source>
        <translation>直到第一个结果：一段文字、一个词或一点声音。</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Test %1</source>
        <translation>测试 %1</translation>
    </message>
</context>
<context>
    <name>myna::ui::EnginesView</name>
    <message>
        <source>The engines could not be listed</source>
        <translation>无法列出引擎</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Asking for the engines</source>
        <translation>正在获取引擎</translation>
    </message>
    <message>
        <source>They appear in a moment.</source>
        <translation>马上就会出现。</translation>
    </message>
    <message>
        <source>No engines</source>
        <translation>没有引擎</translation>
    </message>
    <message>
        <source>The configuration names engines for hearing, thinking and speaking.</source>
        <translation>用于听、想、说的引擎写在配置里。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再看一次</translation>
    </message>
    <message>
        <source>Engines</source>
        <translation>引擎</translation>
    </message>
</context>
<context>
    <name>myna::ui::FingerprintDialog</name>
    <message>
        <source>The certificate has changed</source>
        <translation>证书变了</translation>
    </message>
    <message>
        <source>Compare the fingerprint</source>
        <translation>核对指纹</translation>
    </message>
    <message>
        <source>This server shows another certificate than the one you accepted. Unless somebody has renewed it, someone may be listening in between: do not go on then.</source>
        <translation>这台服务器出示的证书和您认可过的不一样。如果不是有人更换了证书，就可能有人在中间窃听：那样请不要继续。</translation>
    </message>
    <message>
        <source>Nobody but the server itself vouches for its certificate. Compare it with the one shown on the server.</source>
        <translation>除了服务器自己，没有谁为它的证书担保。请与服务器上显示的指纹核对。</translation>
    </message>
    <message>
        <source>The server shows this fingerprint (SHA-256):</source>
        <translation>服务器出示的指纹（SHA-256）：</translation>
    </message>
    <message>
        <source>The one you accepted:</source>
        <translation>您认可过的指纹：</translation>
    </message>
    <message>
        <source>On the server: openssl x509 -in certificate.pem -noout -fingerprint -sha256</source>
        <translation>在服务器上运行：openssl x509 -in certificate.pem -noout -fingerprint -sha256</translation>
    </message>
    <message>
        <source>They differ</source>
        <translation>不一样</translation>
    </message>
    <message>
        <source>They are the same</source>
        <translation>完全一样</translation>
    </message>
</context>
<context>
    <name>myna::ui::FirstStartPage</name>
    <message>
        <source>Myna will ask %1</source>
        <translation>Myna 将访问 %1</translation>
    </message>
    <message>
        <source>Welcome to Myna</source>
        <translation>欢迎使用 Myna</translation>
    </message>
    <message>
        <source>Choose the server that listens and answers. You can change it at any time.</source>
        <translation>选择由哪台服务器来倾听和回答，之后随时可以更换。</translation>
    </message>
    <message>
        <source>Run a server on this computer</source>
        <translation>在本机运行服务器</translation>
    </message>
    <message>
        <source>The built-in assistant listens, understands and answers right here.</source>
        <translation>内置助手就在本机倾听、理解和回答。</translation>
    </message>
    <message>
        <source>No account, no internet. Nothing you say leaves this computer.</source>
        <translation>不用账号，不用联网。你说的话不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Official service</source>
        <translation>官方服务</translation>
    </message>
    <message>
        <source>The assistants of xiaozhi.me, with large language models and many voices.</source>
        <translation>xiaozhi.me 上的智能体，有大语言模型和多种音色。</translation>
    </message>
    <message>
        <source>Needs the internet and an account at xiaozhi.me.</source>
        <translation>需要联网，并注册 xiaozhi.me 账号。</translation>
    </message>
    <message>
        <source>My own server</source>
        <translation>自己的服务器</translation>
    </message>
    <message>
        <source>A server that you or somebody you know runs, at home or elsewhere.</source>
        <translation>你或熟人搭建的服务器，在家里或别处都可以。</translation>
    </message>
    <message>
        <source>Needs the address of that server.</source>
        <translation>需要那台服务器的地址。</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
</context>
<context>
    <name>myna::ui::HelpDialog</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>What the keys do</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Stops the answer.</source>
        <translation>打断回答。</translation>
    </message>
    <message>
        <source>Go to another page.</source>
        <translation>切换页面。</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Moves to the next control; Space or Enter uses it.</source>
        <translation>移到下一个控件；按空格或回车使用它。</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Shows this.</source>
        <translation>显示本页。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Hold it to talk, let go to send; two quick taps keep the microphone open. In the other modes one press begins and one ends.</source>
        <translation>按住说话，松开发送；快速连按两下，麦克风保持打开。在其他模式下，按一次开始，再按一次结束。</translation>
    </message>
    <message>
        <source>M, Ctrl+M</source>
        <translation>M、Ctrl+M</translation>
    </message>
    <message>
        <source>Mutes the microphone, and again unmutes it.</source>
        <translation>将麦克风静音，再按一次取消静音。</translation>
    </message>
    <message>
        <source>Ctrl+1 … Ctrl+5</source>
        <translation>Ctrl+1 … Ctrl+5</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Esc</source>
        <translation>Ctrl+Shift+Esc</translation>
    </message>
    <message>
        <source>Stops all tools at once: the assistant does nothing more until you allow it again.</source>
        <translation>立即停止所有工具：在您重新允许之前，助手不再执行任何操作。</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>Shows the settings.</source>
        <translation>显示设置。</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Ctrl+F</translation>
    </message>
    <message>
        <source>Searches the panel or the history.</source>
        <translation>在面板或历史中搜索。</translation>
    </message>
</context>
<context>
    <name>myna::ui::HistoryGroup</name>
    <message numerus="yes">
        <source>This deletes %n older conversation(s) now.</source>
        <translation>
            <numerusform>将立即删除 %n 段更早的对话。</numerusform>
        </translation>
    </message>
    <message>
        <source>This deletes the older conversations now.</source>
        <translation>更早的对话会立即删除。</translation>
    </message>
    <message>
        <source>Keep the history for a shorter time</source>
        <translation>缩短历史保存时间</translation>
    </message>
    <message>
        <source>Starred ones stay. This cannot be taken back.</source>
        <translation>加星标的会保留。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete them</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Keep a history of conversations</source>
        <translation>保存对话历史</translation>
    </message>
    <message>
        <source>What was said stays on this computer, in a file only you can read. Off: nothing new is written; what is there stays until you delete it on the History page.</source>
        <translation>说过的话只存在这台电脑上，文件只有你能读。关闭后不再写入新的内容；已有的会留着，直到你在“历史”页删除。</translation>
    </message>
    <message>
        <source>Keep it for</source>
        <translation>保存多久</translation>
    </message>
    <message>
        <source>Older conversations are deleted; starred ones stay.</source>
        <translation>更早的对话会被删除，加星标的会保留。</translation>
    </message>
</context>
<context>
    <name>myna::ui::HistoryPage</name>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>No conversations yet</source>
        <translation>还没有对话</translation>
    </message>
    <message>
        <source>What you ask and what Myna answers will be kept here, on this computer only. You can search it, name it and delete it.</source>
        <translation>你的提问和 Myna 的回答会保存在这里，只存在这台电脑上。你可以搜索、命名和删除。</translation>
    </message>
    <message>
        <source>Go and talk</source>
        <translation>去对话</translation>
    </message>
    <message>
        <source>Conversations are not kept</source>
        <translation>没有保存对话</translation>
    </message>
    <message>
        <source>You switched the history off. What you say now is forgotten when Myna quits.</source>
        <translation>你关闭了历史记录。现在说的话，Myna 退出后就会忘记。</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>No starred conversations</source>
        <translation>没有加星标的对话</translation>
    </message>
    <message>
        <source>Open a conversation and press its star to find it here.</source>
        <translation>打开一段对话，点它的星标，就能在这里找到。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No turn has all of these words: %1</source>
        <translation>没有哪一轮同时包含这些词：%1</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Save this conversation</source>
        <translation>保存这段对话</translation>
    </message>
    <message>
        <source>Save the conversations</source>
        <translation>保存对话</translation>
    </message>
    <message>
        <source>Text to read (*.md)</source>
        <translation>便于阅读的文本 (*.md)</translation>
    </message>
    <message>
        <source>For programs (*.json)</source>
        <translation>供程序使用 (*.json)</translation>
    </message>
    <message>
        <source>Delete the whole history</source>
        <translation>删除全部历史</translation>
    </message>
    <message numerus="yes">
        <source>Delete all %n conversation(s)?</source>
        <translation>
            <numerusform>要删除全部 %n 段对话吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Starred ones go, too. This cannot be taken back. Export them first if you may need them.</source>
        <translation>加星标的也会删除，而且无法撤销。以后可能用到的话，请先导出。</translation>
    </message>
    <message>
        <source>Delete all</source>
        <translation>全部删除</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Saves what is found, as text or for programs.</source>
        <translation>把找到的内容保存为文本，或供程序使用的文件。</translation>
    </message>
    <message>
        <source>Delete all…</source>
        <translation>全部删除…</translation>
    </message>
    <message>
        <source>Search what was said</source>
        <translation>搜索说过的话</translation>
    </message>
    <message>
        <source>Finds every turn that has all of the words (Ctrl+F)</source>
        <translation>找出同时包含所有词的每一轮（Ctrl+F）</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Every conversation</source>
        <translation>所有对话</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Only those with a star</source>
        <translation>只看加了星标的</translation>
    </message>
    <message>
        <source>Which conversations</source>
        <translation>哪些对话</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话列表</translation>
    </message>
    <message>
        <source>The newest on top. Delete removes one, S stars it, F2 names it.</source>
        <translation>最新的在最上面。Delete 删除，S 加星标，F2 命名。</translation>
    </message>
</context>
<context>
    <name>myna::ui::HistoryPlot</name>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分钟前</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>myna::ui::HomeGroup</name>
    <message>
        <source>Home</source>
        <translation>家</translation>
    </message>
    <message>
        <source>Things of your home</source>
        <translation>家中的设备</translation>
    </message>
    <message>
        <source>Myna shows them in the control panel, and the assistant may use them.</source>
        <translation>Myna 会在控制面板中显示它们，助手也可以使用它们。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>MQTT broker</source>
        <translation>MQTT 代理</translation>
    </message>
    <message>
        <source>Home Assistant</source>
        <translation>Home Assistant</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Its name or address. Things announce themselves there as they do for Home Assistant.</source>
        <translation>名称或地址。设备会像对 Home Assistant 那样在那里声明自己。</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Usually 1883; 8883 is encrypted.</source>
        <translation>通常是 1883；8883 为加密连接。</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Leave it empty when the broker wants none.</source>
        <translation>代理不需要时请留空。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Kept where your other secrets are. Leave it empty to use the one that is kept.</source>
        <translation>与您的其他机密保存在一起。留空则使用已保存的密码。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>As in your browser. Use https when it is not in your own network.</source>
        <translation>与浏览器中的相同。不在自己的网络中时请使用 https。</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>From your Home Assistant profile, under long-lived access tokens. Leave it empty to use the one that is kept.</source>
        <translation>来自 Home Assistant 个人资料中的“长期访问令牌”。留空则使用已保存的令牌。</translation>
    </message>
    <message>
        <source>“The lamp” is</source>
        <translation>“灯”是指</translation>
    </message>
    <message>
        <source>What is meant when you say: turn on the lamp.</source>
        <translation>您说“开灯”时所指的设备。</translation>
    </message>
    <message>
        <source>Save and test</source>
        <translation>保存并测试</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
</context>
<context>
    <name>myna::ui::HomeInvitation</name>
    <message>
        <source>Your home belongs here too</source>
        <translation>您的家也可以放在这里</translation>
    </message>
    <message>
        <source>Lamps, blinds and sensors from Home Assistant or an MQTT broker get cards like these.</source>
        <translation>来自 Home Assistant 或 MQTT 服务器的灯、窗帘和传感器也会有这样的卡片。</translation>
    </message>
    <message>
        <source>Connect your home</source>
        <translation>连接您的家</translation>
    </message>
</context>
<context>
    <name>myna::ui::KeyRecorder</name>
    <message>
        <source>Press the keys…</source>
        <translation>请按下按键…</translation>
    </message>
    <message>
        <source>Esc keeps the old one.</source>
        <translation>按 Esc 保留原来的按键。</translation>
    </message>
    <message>
        <source>Click, then press the keys you want.</source>
        <translation>点击后，按下想用的按键。</translation>
    </message>
</context>
<context>
    <name>myna::ui::KeyRows</name>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Click, then press the keys you want.</source>
        <translation>点击后，按下想用的按键。</translation>
    </message>
    <message>
        <source>In every program</source>
        <translation>在所有程序中</translation>
    </message>
    <message>
        <source>Key: %1</source>
        <translation>按键：%1</translation>
    </message>
</context>
<context>
    <name>myna::ui::LampColours</name>
    <message>
        <source>Warm white</source>
        <translation>暖白</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>琥珀色</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>Cool blue</source>
        <translation>冷蓝</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Another colour</source>
        <translation>其他颜色</translation>
    </message>
</context>
<context>
    <name>myna::ui::LevelScale</name>
    <message>
        <source>good</source>
        <translation>合适</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>轻</translation>
    </message>
    <message>
        <source>too loud</source>
        <translation>太响</translation>
    </message>
</context>
<context>
    <name>myna::ui::LevelStep</name>
    <message>
        <source>Loudness of your voice</source>
        <translation>你的音量</translation>
    </message>
</context>
<context>
    <name>myna::ui::LogsView</name>
    <message>
        <source>No log to show</source>
        <translation>没有可显示的日志</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nothing passes</source>
        <translation>没有符合的内容</translation>
    </message>
    <message>
        <source>No line of this log is important enough and has all of the words.</source>
        <translation>这份日志里没有哪一行既够重要、又包含全部词语。</translation>
    </message>
    <message>
        <source>Nothing was noted here</source>
        <translation>这里还没有记录</translation>
    </message>
    <message>
        <source>What happens on the server appears here, the newest line at the bottom.</source>
        <translation>服务器上发生的事情会出现在这里，最新的一行在最下面。</translation>
    </message>
    <message>
        <source>Which log</source>
        <translation>哪份日志</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Without details</source>
        <translation>不含细节</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>只看错误</translation>
    </message>
    <message>
        <source>How important</source>
        <translation>重要程度</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>在日志中搜索</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Keeps the newest line in sight</source>
        <translation>始终显示最新一行</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>What is marked, or everything</source>
        <translation>选中的内容，或全部</translation>
    </message>
    <message>
        <source>The log</source>
        <translation>日志</translation>
    </message>
</context>
<context>
    <name>myna::ui::MainWindow</name>
    <message>
        <source>%1
%2</source>
        <comment>state, reason</comment>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>Myna</source>
        <translation>Myna</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>page, keys</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>What the keys do (F1)</source>
        <translation>快捷键（F1）</translation>
    </message>
    <message>
        <source>State of the connection</source>
        <translation>连接状态</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Let it act again</source>
        <translation>重新允许操作</translation>
    </message>
    <message>
        <source>Camera on</source>
        <translation>摄像头已开启</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>面板</translation>
    </message>
</context>
<context>
    <name>myna::ui::MetricsView</name>
    <message>
        <source>Asking how the server does</source>
        <translation>正在了解服务器的状况</translation>
    </message>
    <message>
        <source>Curves of the last ten minutes appear here.</source>
        <translation>最近十分钟的曲线会出现在这里。</translation>
    </message>
    <message>
        <source>No figures</source>
        <translation>没有数据</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Everything it counts</source>
        <translation>全部计数</translation>
    </message>
</context>
<context>
    <name>myna::ui::ModeStep</name>
    <message>
        <source>Suggested</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Full duplex</source>
        <translation>全双工</translation>
    </message>
    <message>
        <source>Myna listens all the time, also while it speaks. Interrupt it just by talking.</source>
        <translation>Myna 一直在听，说话时也听。你一开口就能打断它。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Press once. Myna hears when you have finished, answers, and listens again.</source>
        <translation>按一下。Myna 听出你说完了就回答，然后继续听。</translation>
    </message>
    <message>
        <source>Hold to talk</source>
        <translation>按住说话</translation>
    </message>
    <message>
        <source>Myna listens only while you hold the button or the key.</source>
        <translation>只有按住按钮或按键时，Myna 才会听。</translation>
    </message>
</context>
<context>
    <name>myna::ui::MusicGroup</name>
    <message>
        <source>Folder with music</source>
        <translation>音乐文件夹</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>音乐</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>myna::ui::PairingPage</name>
    <message>
        <source>Pair this computer</source>
        <translation>配对这台电脑</translation>
    </message>
    <message>
        <source>with its own server</source>
        <translation>与本机的服务器</translation>
    </message>
    <message>
        <source>with %1</source>
        <translation>与 %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>myna::ui::PanelPage</name>
    <message>
        <source>Things</source>
        <translation>设备</translation>
    </message>
</context>
<context>
    <name>myna::ui::PermissionsView</name>
    <message>
        <source>No tools here</source>
        <translation>这里没有工具</translation>
    </message>
    <message>
        <source>What the assistant can do on this computer appears here.</source>
        <translation>助手在这台电脑上能做的事会显示在这里。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No tool has all of these words.</source>
        <translation>没有工具包含所有这些字词。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>What the assistant may do on this computer. Dangerous words in what a tool is given are refused, whatever stands here.</source>
        <translation>助手在这台电脑上可以做什么。无论这里如何设置，传给工具的内容含有危险字词时都会被拒绝。</translation>
    </message>
    <message>
        <source>For which server</source>
        <translation>针对哪个服务器</translation>
    </message>
    <message>
        <source>Search the tools</source>
        <translation>搜索工具</translation>
    </message>
</context>
<context>
    <name>myna::ui::PhraseEditor</name>
    <message>
        <source>Another phrase</source>
        <translation>再加一个唤醒词</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add the phrase</source>
        <translation>添加这个唤醒词</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Remove “%1”</source>
        <translation>移除“%1”</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>One phrase has to stay.</source>
        <translation>至少要保留一个唤醒词。</translation>
    </message>
</context>
<context>
    <name>myna::ui::PropertyControl</name>
    <message>
        <source>Less</source>
        <translation>减少</translation>
    </message>
    <message>
        <source>More</source>
        <translation>增加</translation>
    </message>
</context>
<context>
    <name>myna::ui::ReminderDialog</name>
    <message>
        <source>New reminder</source>
        <translation>设置提醒</translation>
    </message>
    <message>
        <source>Timer</source>
        <translation>定时器</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>闹钟</translation>
    </message>
    <message>
        <source>Reminder</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Calendar entry</source>
        <translation>日程</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Set it</source>
        <translation>设置</translation>
    </message>
    <message>
        <source> h</source>
        <translation> 小时</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>once</source>
        <translation>一次</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>on weekdays</source>
        <translation>每个工作日</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>提醒内容</translation>
    </message>
    <message>
        <source>What it is for (may be left out)</source>
        <translation>用来做什么（可不填）</translation>
    </message>
</context>
<context>
    <name>myna::ui::RemindersView</name>
    <message>
        <source>Nothing is set</source>
        <translation>还没有设置任何提醒</translation>
    </message>
    <message>
        <source>Say or write “wake me at seven” or “remind me at five to call mum”, or take over the calendar of another program.</source>
        <translation>可以说或输入“早上七点叫我起床”“下午五点提醒我给妈妈打电话”，也可以导入其他程序的日历。</translation>
    </message>
    <message>
        <source>Import a calendar…</source>
        <translation>导入日历…</translation>
    </message>
    <message>
        <source>Nothing can be kept</source>
        <translation>无法保存提醒</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Snooze 5 min</source>
        <translation>5 分钟后再响</translation>
    </message>
    <message>
        <source>Snooze %1 for five minutes</source>
        <translation>%1：五分钟后再响</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>好</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>停止 %1</translation>
    </message>
    <message>
        <source>Dismiss %1</source>
        <translation>关闭 %1</translation>
    </message>
    <message>
        <source>Remove %1, %2</source>
        <translation>删除 %1，%2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Import a calendar</source>
        <translation>导入日历</translation>
    </message>
    <message>
        <source>Calendars (*.ics *.ical *.ifb)</source>
        <translation>日历 (*.ics *.ical *.ifb)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the calendar</source>
        <translation>保存日历</translation>
    </message>
    <message>
        <source>Calendar (*.ics)</source>
        <translation>日历 (*.ics)</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>设置提醒…</translation>
    </message>
    <message>
        <source>Takes over what is to come from an iCalendar file (.ics) of another program.</source>
        <translation>从其他程序的 iCalendar 文件（.ics）导入未到期的日程。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Saves the calendar entries as an iCalendar file (.ics) for other programs.</source>
        <translation>把日程保存为 iCalendar 文件（.ics），供其他程序使用。</translation>
    </message>
</context>
<context>
    <name>myna::ui::RingCard</name>
    <message>
        <source>Snooze 5 min</source>
        <translation>5 分钟后再响</translation>
    </message>
    <message>
        <source>Snooze %1 for five minutes</source>
        <translation>“%1”五分钟后再响</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>好</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Dismiss %1</source>
        <translation>知道了：%1</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>停止：%1</translation>
    </message>
</context>
<context>
    <name>myna::ui::SceneBar</name>
    <message>
        <source>Scene %1</source>
        <translation>场景“%1”</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>+ Scene</source>
        <translation>+ 场景</translation>
    </message>
    <message>
        <source>New scene</source>
        <translation>新场景</translation>
    </message>
    <message>
        <source>Keep how things are now under a name, to bring it back with one press or by voice</source>
        <translation>把设备现在的状态存成一个名字，以后按一下或说一声就能恢复</translation>
    </message>
    <message>
        <source>All scenes: run, change, delete</source>
        <translation>全部场景：运行、修改、删除</translation>
    </message>
</context>
<context>
    <name>myna::ui::SceneDialog</name>
    <message>
        <source>New scene</source>
        <translation>新场景</translation>
    </message>
    <message>
        <source>Change a scene</source>
        <translation>修改场景</translation>
    </message>
    <message>
        <source>Name, such as Evening</source>
        <translation>名称，例如“傍晚”</translation>
    </message>
    <message>
        <source>Name of the scene</source>
        <translation>场景名称</translation>
    </message>
    <message>
        <source>What it brings back</source>
        <translation>恢复哪些设备</translation>
    </message>
    <message>
        <source>Take what is in it as it is now</source>
        <translation>场景里的设备改用现在的状态</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>kept · now %1</source>
        <translation>已保存 · 现在%1</translation>
    </message>
    <message>
        <source>There is nothing yet that a scene could set.</source>
        <translation>还没有可以放进场景的设备。</translation>
    </message>
    <message>
        <source>Run it by itself</source>
        <translation>定时运行</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>It runs while Myna runs. What was missed is told, not made up for.</source>
        <translation>只在 Myna 运行时执行。错过的会告诉您，不会补做。</translation>
    </message>
</context>
<context>
    <name>myna::ui::ServerCardView</name>
    <message>
        <source>Gets an identity of its own when it is used for the first time.</source>
        <translation>第一次使用时会得到单独的身份。</translation>
    </message>
    <message>
        <source>Knows this computer as %1</source>
        <translation>本机在这里的身份：%1</translation>
    </message>
    <message>
        <source>%1 · certificate compared by you</source>
        <translation>%1 · 证书已由您核对</translation>
    </message>
    <message>
        <source>In use. %1</source>
        <translation>正在使用。%1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Cancel the test of %1</source>
        <translation>取消对 %1 的测试</translation>
    </message>
    <message>
        <source>Test %1</source>
        <translation>测试 %1</translation>
    </message>
    <message>
        <source>Pair again</source>
        <translation>重新配对</translation>
    </message>
    <message>
        <source>Use this server</source>
        <translation>使用这台服务器</translation>
    </message>
    <message>
        <source>Pair again with %1</source>
        <translation>与 %1 重新配对</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Duplicate with another identity</source>
        <translation>复制一份，使用另一个身份</translation>
    </message>
    <message>
        <source>New identity…</source>
        <translation>换新身份…</translation>
    </message>
    <message>
        <source>Forget the certificate</source>
        <translation>不再认可这个证书</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>More for this server</source>
        <translation>这台服务器的更多操作</translation>
    </message>
</context>
<context>
    <name>myna::ui::ServerDialog</name>
    <message>
        <source>Add a server</source>
        <translation>添加服务器</translation>
    </message>
    <message>
        <source>Change the server</source>
        <translation>修改服务器</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Proxy address</source>
        <translation>代理地址</translation>
    </message>
    <message>
        <source>Proxy user</source>
        <translation>代理用户名</translation>
    </message>
    <message>
        <source>Proxy password</source>
        <translation>代理密码</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add and test</source>
        <translation>添加并测试</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>As a board without a key: the code alone</source>
        <translation>像没有密钥的开发板那样，只用激活码</translation>
    </message>
    <message>
        <source>Sign with the key&apos;s bytes, as the firmware does</source>
        <translation>像固件那样，用密钥的字节签名</translation>
    </message>
    <message>
        <source>Wrap the proof in “Payload”, as py-xiaozhi does</source>
        <translation>像 py-xiaozhi 那样，把证明放进 “Payload”</translation>
    </message>
    <message>
        <source>As the server offers</source>
        <translation>由服务器决定</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>MQTT and UDP</source>
        <translation>MQTT 和 UDP</translation>
    </message>
    <message>
        <source>That of the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>HTTP proxy</source>
        <translation>HTTP 代理</translation>
    </message>
    <message>
        <source>SOCKS5 proxy</source>
        <translation>SOCKS5 代理</translation>
    </message>
    <message>
        <source>This address is always the same.</source>
        <translation>这个地址固定不变。</translation>
    </message>
    <message>
        <source>Myna talks there at once, without asking which devices are known. A token may be needed.</source>
        <translation>Myna 直接在那里对话，不先询问是否认识本设备。可能需要令牌。</translation>
    </message>
    <message>
        <source>The address your server shows for devices. One that begins with ws:// or wss:// is talked to directly.</source>
        <translation>服务器显示的设备地址。以 ws:// 或 wss:// 开头的地址会直接用来对话。</translation>
    </message>
    <message>
        <source>Fewer settings</source>
        <translation>收起设置</translation>
    </message>
    <message>
        <source>More settings: proxy, connection, activation</source>
        <translation>更多设置：代理、连接、激活</translation>
    </message>
    <message>
        <source>The server sends code and token over the WebSocket</source>
        <translation>服务器通过 WebSocket 发送激活码和令牌</translation>
    </message>
</context>
<context>
    <name>myna::ui::ServerGroup</name>
    <message>
        <source>Server on this computer</source>
        <translation>这台电脑上的服务器</translation>
    </message>
    <message>
        <source>Start with Myna</source>
        <translation>随 Myna 启动</translation>
    </message>
    <message>
        <source>The server runs as long as Myna runs.</source>
        <translation>Myna 运行期间，服务器一直运行。</translation>
    </message>
    <message>
        <source>New devices</source>
        <translation>新设备</translation>
    </message>
    <message>
        <source>What happens when a device asks to join. Changes of this group apply when the server is started next.</source>
        <translation>有设备请求加入时怎么办。这一组的改动在服务器下次启动时生效。</translation>
    </message>
    <message>
        <source>Let everybody in</source>
        <translation>全部允许</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>先问我</translation>
    </message>
    <message>
        <source>I type the code they show</source>
        <translation>由我输入设备上的激活码</translation>
    </message>
    <message>
        <source>Only this computer</source>
        <translation>仅限这台电脑</translation>
    </message>
    <message>
        <source>Other devices in your network cannot reach it.</source>
        <translation>网络中的其他设备无法连接。</translation>
    </message>
    <message>
        <source>Port for conversations</source>
        <translation>对话端口</translation>
    </message>
    <message>
        <source>Port for devices to ask where to connect</source>
        <translation>供设备查询连接地址的端口</translation>
    </message>
    <message>
        <source>The number in the address you type into a device.</source>
        <translation>就是填写到设备里的地址中的那个数字。</translation>
    </message>
</context>
<context>
    <name>myna::ui::ServerPage</name>
    <message>
        <source>Saying good-bye to the devices…</source>
        <translation>正在与各台设备道别…</translation>
    </message>
    <message>
        <source>Getting ears and voice ready…</source>
        <translation>正在准备听和说…</translation>
    </message>
    <message>
        <source>The server could not start</source>
        <translation>服务器没能启动</translation>
    </message>
    <message>
        <source>Use another port</source>
        <translation>换一个端口</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Server on this computer</source>
        <translation>这台电脑上的服务器</translation>
    </message>
    <message>
        <source>The server is off</source>
        <translation>服务器已关闭</translation>
    </message>
    <message>
        <source>Switch it on, and this computer and other devices on your network can talk with the built-in assistant. No account and no internet is needed.</source>
        <translation>打开后，这台电脑和网络中的其他设备就能与内置助手对话，不用账号，也不用联网。</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>启动服务器</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>This computer&apos;s server</source>
        <translation>本机的服务器</translation>
    </message>
    <message>
        <source>Another server…</source>
        <translation>其他服务器…</translation>
    </message>
    <message>
        <source>Look after a server on another computer</source>
        <translation>管理另一台电脑上的服务器</translation>
    </message>
</context>
<context>
    <name>myna::ui::ServerTabs</name>
    <message>
        <source>Compare the fingerprint</source>
        <translation>核对指纹</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>对话轮次</translation>
    </message>
    <message>
        <source>Engines</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>What to see of the server</source>
        <translation>查看服务器的哪一部分</translation>
    </message>
</context>
<context>
    <name>myna::ui::ShortcutGroup</name>
    <message>
        <source>Talking by key</source>
        <translation>按键说话</translation>
    </message>
    <message>
        <source>After letting go</source>
        <translation>松开之后</translation>
    </message>
    <message>
        <source>Keeps the microphone open for the last word.</source>
        <translation>麦克风多开一会儿，最后一个字不会被切掉。</translation>
    </message>
    <message>
        <source>A key that talks to Myna while you work elsewhere. In this window it is Space.</source>
        <translation>在别的程序里工作时，用这个键和 Myna 说话。在本窗口里用空格。</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation>%1 毫秒</translation>
    </message>
</context>
<context>
    <name>myna::ui::SoundGroup</name>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Where Myna hears you.</source>
        <translation>Myna 从这里听你说话。</translation>
    </message>
    <message>
        <source>Microphone level</source>
        <translation>麦克风音量</translation>
    </message>
    <message>
        <source>It moves while Myna listens.</source>
        <translation>Myna 在听的时候会跳动。</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>扬声器</translation>
    </message>
    <message>
        <source>Where you hear Myna.</source>
        <translation>你从这里听 Myna 说话。</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Of Myna&apos;s voice only. You can also say: &quot;louder&quot;.</source>
        <translation>只影响 Myna 的声音。也可以直接说“大声一点”。</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Sound check</source>
        <translation>声音检查</translation>
    </message>
    <message>
        <source>Speak, hear yourself, test the echo: a minute that saves trouble later.</source>
        <translation>说句话、听听自己、测测回声：花一分钟，以后少麻烦。</translation>
    </message>
    <message>
        <source>Check microphone and loudspeaker…</source>
        <translation>检查麦克风和扬声器…</translation>
    </message>
    <message>
        <source>Notification sounds</source>
        <translation>提示音</translation>
    </message>
    <message>
        <source>A short tone when Myna begins to listen, when you are muted, and when something goes wrong.</source>
        <translation>开始聆听、已静音或出了问题时，响一声短音。</translation>
    </message>
</context>
<context>
    <name>myna::ui::StageGrid</name>
    <message>
        <source>%1: %2</source>
        <comment>moment of a turn, its time</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>myna::ui::StatisticsPage</name>
    <message>
        <source>%1 · %2</source>
        <comment>device, rate</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>扬声器</translation>
    </message>
    <message>
        <source>No answer yet since Myna was started.</source>
        <translation>Myna 启动以来还没有回答过。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Saves the last five minutes as a table, for example to show somebody who helps you.</source>
        <translation>把最近五分钟保存成表格，比如发给帮你的人看。</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>Talk once and the figures appear here: how loud you are, how the sound travels, what it costs.</source>
        <translation>先说一句话，数据就会出现在这里：你的音量、声音怎样传输、占用多少资源。</translation>
    </message>
    <message>
        <source>Go and talk</source>
        <translation>去说话</translation>
    </message>
    <message>
        <source>Time to the first sound</source>
        <translation>到第一声的时间</translation>
    </message>
    <message>
        <source>heard</source>
        <translation>听懂</translation>
    </message>
    <message>
        <source>thought</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>found the voice</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>From the end of your sentence to the beginning of the answer, for the last answers. Below one second is good.</source>
        <translation>最近几次回答中，从你说完到回答开始的时间。一秒以内为佳。</translation>
    </message>
    <message>
        <source>Save the figures</source>
        <translation>保存数据</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>For programs (*.json)</source>
        <translation>供程序读取 (*.json)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
</context>
<context>
    <name>myna::ui::StepList</name>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
</context>
<context>
    <name>myna::ui::StopKeyGroup</name>
    <message>
        <source>Emergency stop</source>
        <translation>紧急停止</translation>
    </message>
    <message>
        <source>A key that stops all tools while you work elsewhere. In this window it is Ctrl+Shift+Esc.</source>
        <translation>在其他程序中工作时，用一个按键停用所有工具。在本窗口中是 Ctrl+Shift+Esc。</translation>
    </message>
</context>
<context>
    <name>myna::ui::TalkPage</name>
    <message>
        <source>Try again now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Check the pairing</source>
        <translation>检查配对</translation>
    </message>
    <message>
        <source>Sound settings</source>
        <translation>声音设置</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>How to talk</source>
        <translation>说话方式</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>按住</translation>
    </message>
    <message>
        <source>Myna listens while you hold the button.</source>
        <translation>按住按钮时，Myna 才会听。</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Myna hears when you have finished, answers, and listens again.</source>
        <translation>Myna 听出你说完了就回答，然后继续听。</translation>
    </message>
    <message>
        <source>Duplex</source>
        <translation>双工</translation>
    </message>
    <message>
        <source>Myna listens all the time, also while it speaks.</source>
        <translation>Myna 一直在听，说话时也在听。</translation>
    </message>
    <message>
        <source>Type instead…</source>
        <translation>也可以打字…</translation>
    </message>
    <message>
        <source>Type instead of talking</source>
        <translation>用打字代替说话</translation>
    </message>
    <message>
        <source>Enter sends the words to the assistant.</source>
        <translation>按回车把文字发给助手。</translation>
    </message>
    <message>
        <source>Interrupt</source>
        <translation>打断</translation>
    </message>
    <message>
        <source>Stops the answer (Esc)</source>
        <translation>打断回答（Esc）</translation>
    </message>
    <message>
        <source>Myna&apos;s face</source>
        <translation>Myna 的脸</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Unmute the microphone (M)</source>
        <translation>取消麦克风静音（M）</translation>
    </message>
    <message>
        <source>Mute the microphone (M)</source>
        <translation>将麦克风静音（M）</translation>
    </message>
</context>
<context>
    <name>myna::ui::ThingCard</name>
    <message>
        <source>%1, %2</source>
        <comment>thing, its state</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Take out of the favourites</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>Add to the favourites</source>
        <translation>收藏</translation>
    </message>
</context>
<context>
    <name>myna::ui::ThingsTab</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>myna::ui::ThingsView</name>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No thing and no room is called “%1”.</source>
        <translation>没有叫“%1”的设备或房间。</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Nothing to control yet</source>
        <translation>还没有可以控制的设备</translation>
    </message>
    <message>
        <source>Lamps, blinds, sensors and everything else of your home appear here as cards, room by room, when Myna knows where they are.</source>
        <translation>告诉 Myna 您家的设备在哪里之后，灯、窗帘、传感器等都会按房间以卡片显示在这里。</translation>
    </message>
    <message>
        <source>Connect your home</source>
        <translation>连接您的家</translation>
    </message>
    <message>
        <source>Search things and rooms</source>
        <translation>搜索设备和房间</translation>
    </message>
</context>
<context>
    <name>myna::ui::ThreadPanel</name>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Take the star away</source>
        <translation>取消星标</translation>
    </message>
    <message>
        <source>Star this conversation: it is never deleted by age</source>
        <translation>加星标：这段对话不会因为时间久而被删除</translation>
    </message>
    <message>
        <source>Export this conversation</source>
        <translation>导出这段对话</translation>
    </message>
    <message>
        <source>Delete this conversation</source>
        <translation>删除这段对话</translation>
    </message>
    <message>
        <source>Name of the conversation</source>
        <translation>对话名称</translation>
    </message>
    <message>
        <source>Type a name, and the conversation is found by it (F2)</source>
        <translation>起个名字，以后可以按名字找到它（F2）</translation>
    </message>
    <message>
        <source>Show more turns</source>
        <translation>显示更多</translation>
    </message>
    <message>
        <source>Turns of the conversation</source>
        <translation>对话内容</translation>
    </message>
    <message>
        <source>Choose a conversation</source>
        <translation>选择一段对话</translation>
    </message>
    <message>
        <source>What was said in it will stand here, with its times.</source>
        <translation>说过的话会显示在这里，连同每一步的时间。</translation>
    </message>
</context>
<context>
    <name>myna::ui::ToolCard</name>
    <message>
        <source>did not work</source>
        <translation>没有成功</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>duration</comment>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>It said nothing.</source>
        <translation>它没有返回内容。</translation>
    </message>
    <message>
        <source>Nothing came back.</source>
        <translation>没有收到回应。</translation>
    </message>
    <message>
        <source>You decided that this is never allowed. A call by hand is refused, too.</source>
        <translation>你已决定永不允许它。手动调用也会被拒绝。</translation>
    </message>
    <message>
        <source>It needs nothing from you.</source>
        <translation>它不需要填写任何内容。</translation>
    </message>
    <message>
        <source>Call it</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>Copy the exchange</source>
        <translation>复制往来内容</translation>
    </message>
    <message>
        <source>As it went over the wire</source>
        <translation>原始往来内容</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已收到</translation>
    </message>
    <message>
        <source>What the tool said</source>
        <translation>工具的回答</translation>
    </message>
</context>
<context>
    <name>myna::ui::ToolDecisionRow</name>
    <message>
        <source>As it is without your decision</source>
        <translation>恢复为您未作决定时的状态</translation>
    </message>
    <message>
        <source>As it is for all servers</source>
        <translation>与所有服务器的设置相同</translation>
    </message>
    <message>
        <source>Reset “%1”</source>
        <translation>重置“%1”</translation>
    </message>
    <message>
        <source>Allow without asking</source>
        <translation>不询问就允许</translation>
    </message>
    <message>
        <source>Use “%1” without asking you?</source>
        <translation>不询问您就使用“%1”吗？</translation>
    </message>
    <message>
        <source>Allow it always</source>
        <translation>始终允许</translation>
    </message>
    <message>
        <source>Keep as it was</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>The assistant uses it without asking</source>
        <translation>助手直接使用，不再询问</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>You are asked every time</source>
        <translation>每次都会询问您</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>永不</translation>
    </message>
    <message>
        <source>It is refused, and the assistant is not told of it</source>
        <translation>会被拒绝，也不会告诉助手有这个工具</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
</context>
<context>
    <name>myna::ui::ToolDelegate</name>
    <message>
        <source>never allowed · %1</source>
        <translation>永不允许 · %1</translation>
    </message>
</context>
<context>
    <name>myna::ui::ToolForm</name>
    <message>
        <source>%1 · optional</source>
        <translation>%1 · 可选</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>myna::ui::ToolsView</name>
    <message>
        <source>No tools here</source>
        <translation>这里没有工具</translation>
    </message>
    <message>
        <source>It offers nothing that could be called, or it is not connected.</source>
        <translation>它没有可调用的工具，或者没有连接。</translation>
    </message>
    <message>
        <source>No tool has these words</source>
        <translation>没有包含这些词的工具</translation>
    </message>
    <message>
        <source>Every word is looked for in name and description.</source>
        <translation>每个词都会在名称和说明里查找。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Search tools</source>
        <translation>搜索工具</translation>
    </message>
    <message>
        <source>Tools of which device</source>
        <translation>哪台设备的工具</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>What the assistant can do</source>
        <translation>助手能做的事</translation>
    </message>
    <message>
        <source>Every tool it may call is in this list. Choose one to call it yourself and to see exactly what is said.</source>
        <translation>助手可以调用的每个工具都在这个列表里。选一个自己调用，看看往来的每一句话。</translation>
    </message>
    <message>
        <source>When the assistant wants to use it:</source>
        <translation>助手要使用它时：</translation>
    </message>
</context>
<context>
    <name>myna::ui::Tray</name>
    <message>
        <source>Stop talking</source>
        <translation>停止说话</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Show Myna</source>
        <translation>显示 Myna</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Mute the microphone</source>
        <translation>麦克风静音</translation>
    </message>
    <message>
        <source>The camera is on</source>
        <translation>摄像头已开启</translation>
    </message>
    <message>
        <source>Let the tools act again</source>
        <translation>重新允许使用工具</translation>
    </message>
    <message>
        <source>Stop all tools</source>
        <translation>停止所有工具</translation>
    </message>
</context>
<context>
    <name>myna::ui::TurnBars</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>myna::ui::TurnCard</name>
    <message>
        <source>Show what the time was spent on</source>
        <translation>看看时间花在哪里</translation>
    </message>
    <message>
        <source>Copy this turn</source>
        <translation>复制这一轮</translation>
    </message>
    <message>
        <source>Delete this turn</source>
        <translation>删除这一轮</translation>
    </message>
    <message>
        <source>You said</source>
        <translation>你说</translation>
    </message>
    <message>
        <source>Myna said</source>
        <translation>Myna 说</translation>
    </message>
    <message>
        <source>There was no answer, so there are no times.</source>
        <translation>没有回答，所以没有时间记录。</translation>
    </message>
</context>
<context>
    <name>myna::ui::TurnDetail</name>
    <message>
        <source>understanding</source>
        <translation>听懂</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>发声</translation>
    </message>
    <message>
        <source>Nothing was said.</source>
        <translation>什么都没说。</translation>
    </message>
    <message>
        <source>Since the end of the question</source>
        <translation>从问题说完算起</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>Engines</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>failed after %1</source>
        <translation>%1 后失败</translation>
    </message>
    <message>
        <source>Packets of sound</source>
        <translation>声音数据包</translation>
    </message>
    <message>
        <source>%1, %2 late</source>
        <translation>%1 个，迟到 %2 个</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>结束方式</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>被打断</translation>
    </message>
    <message>
        <source>The server itself</source>
        <translation>服务器自身</translation>
    </message>
</context>
<context>
    <name>myna::ui::TurnTimeline</name>
    <message>
        <source>heard %1</source>
        <comment>milliseconds</comment>
        <translation>识别 %1</translation>
    </message>
    <message>
        <source>thought %1</source>
        <comment>milliseconds</comment>
        <translation>思考 %1</translation>
    </message>
    <message>
        <source>voice %1</source>
        <comment>milliseconds</comment>
        <translation>发声 %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>after the last figure of a time line</comment>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>What the wait for the answer was spent on</source>
        <translation>等待回答的时间花在哪里</translation>
    </message>
    <message>
        <source>The moments of the answer</source>
        <translation>回答的各个时刻</translation>
    </message>
</context>
<context>
    <name>myna::ui::TurnsView</name>
    <message>
        <source>Asking for the turns</source>
        <translation>正在获取对话轮次</translation>
    </message>
    <message>
        <source>They appear in a moment.</source>
        <translation>马上就会出现。</translation>
    </message>
    <message>
        <source>Nobody has asked anything yet</source>
        <translation>还没有人提问</translation>
    </message>
    <message>
        <source>Talk with one of your devices. Every question appears here with its answer and with what took how long.</source>
        <translation>和你的某台设备说句话。每个问题连同回答，以及各步用了多久，都会出现在这里。</translation>
    </message>
    <message>
        <source>Show all devices</source>
        <translation>显示所有设备</translation>
    </message>
    <message>
        <source>The turns could not be fetched</source>
        <translation>无法获取对话轮次</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>All devices</source>
        <translation>所有设备</translation>
    </message>
    <message>
        <source>Turns of which device</source>
        <translation>哪台设备的对话轮次</translation>
    </message>
    <message>
        <source>Turns, the newest first</source>
        <translation>对话轮次，最新的在前</translation>
    </message>
</context>
<context>
    <name>myna::ui::VoiceGroup</name>
    <message>
        <source>Your voice</source>
        <translation>你的声音</translation>
    </message>
    <message>
        <source>Takes Myna&apos;s own voice out of what the microphone hears. Needed to talk while it talks.</source>
        <translation>从麦克风听到的声音里去掉 Myna 自己的声音。想在它说话时插话就需要它。</translation>
    </message>
    <message>
        <source>Remove echo</source>
        <translation>消除回声</translation>
    </message>
    <message>
        <source>%1 Measured delay: %2 ms.</source>
        <comment>what it does, milliseconds</comment>
        <translation>%1测得延迟：%2 ms。</translation>
    </message>
    <message>
        <source>Remove noise</source>
        <translation>降低噪声</translation>
    </message>
    <message>
        <source>Fans, traffic and hiss become quieter, speech stays.</source>
        <translation>风扇、车流和嘶声变轻，语音保留。</translation>
    </message>
    <message>
        <source>Even out the loudness</source>
        <translation>自动音量</translation>
    </message>
    <message>
        <source>Makes a quiet voice louder and a loud one quieter.</source>
        <translation>声音小就放大，声音大就压低。</translation>
    </message>
    <message>
        <source>Cut rumble</source>
        <translation>滤除低频</translation>
    </message>
    <message>
        <source>Removes hum and knocks below the human voice.</source>
        <translation>去掉比人声更低的嗡嗡声和磕碰声。</translation>
    </message>
    <message>
        <source>How the voice is packed</source>
        <translation>语音打包方式</translation>
    </message>
    <message>
        <source>The usual values suit every server.</source>
        <translation>默认值适合所有服务器。</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Length of a packet</source>
        <translation>数据包长度</translation>
    </message>
    <message>
        <source>Shorter ones arrive a little sooner and need more of the network.</source>
        <translation>短一点到得稍快，但更占网络。</translation>
    </message>
    <message>
        <source>Voice quality</source>
        <translation>语音质量</translation>
    </message>
    <message>
        <source>More is clearer and needs more of the network.</source>
        <translation>越高越清楚，也越占网络。</translation>
    </message>
    <message>
        <source>%1 ms (usual)</source>
        <translation>%1 ms（默认）</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Thrifty, 16 kbit/s</source>
        <translation>省流量，16 kbit/s</translation>
    </message>
    <message>
        <source>Good, 24 kbit/s (usual)</source>
        <translation>良好，24 kbit/s（默认）</translation>
    </message>
    <message>
        <source>Best, 32 kbit/s</source>
        <translation>最佳，32 kbit/s</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
</context>
<context>
    <name>myna::ui::VoiceStep</name>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>重新录音</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>再放一遍</translation>
    </message>
    <message>
        <source>Recording. It stops by itself after five seconds.</source>
        <translation>正在录音，五秒后自动停止。</translation>
    </message>
    <message>
        <source>This is how you sound.</source>
        <translation>你的声音是这样的。</translation>
    </message>
    <message>
        <source>If it sounded clear, continue. If it was noisy or cut off, come closer and record again.</source>
        <translation>听着清楚就继续。有杂音或断断续续，就靠近一点重新录。</translation>
    </message>
    <message>
        <source>Your recording</source>
        <translation>你的录音</translation>
    </message>
</context>
<context>
    <name>myna::ui::WakeWordGroup</name>
    <message>
        <source>Wake word</source>
        <translation>唤醒词</translation>
    </message>
    <message>
        <source>Listen for a phrase</source>
        <translation>听到唤醒词就开始</translation>
    </message>
    <message>
        <source>Say it, and Myna listens without a click. Until then the sound stays on this computer: nothing is sent or kept.</source>
        <translation>说出唤醒词，不用点击，Myna 就开始听。在此之前声音只留在这台电脑上，既不发送也不保存。</translation>
    </message>
    <message>
        <source>Phrases</source>
        <translation>唤醒词</translation>
    </message>
    <message>
        <source>Up to five. English words with three syllables or more: wake phrases are English for now.</source>
        <translation>最多五个。唤醒词目前只支持英文，要有三个以上音节。</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <source>Higher hears you more often, and more often by mistake.</source>
        <translation>越高越容易唤醒，也越容易误触发。</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Say a phrase. The bar shows how clearly it was heard; it has to reach the mark.</source>
        <translation>说出唤醒词。长条表示听得有多清楚，到达标记才算听到。</translation>
    </message>
    <message>
        <source>How clearly the phrase was heard</source>
        <translation>唤醒词听得有多清楚</translation>
    </message>
    <message>
        <source>Interrupt answers</source>
        <translation>打断回答</translation>
    </message>
    <message>
        <source>The phrase also works while Myna speaks, and stops the answer.</source>
        <translation>Myna 说话时也能用唤醒词，回答会停下来。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Start listening</source>
        <translation>开始听</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>停止测试</translation>
    </message>
    <message>
        <source>Start the test</source>
        <translation>开始测试</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Not clear enough</source>
        <translation>还不够清楚</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>正在听</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels</name>
    <message>
        <source>At least %1.</source>
        <translation>不能小于 %1。</translation>
    </message>
    <message>
        <source>At most %1.</source>
        <translation>不能大于 %1。</translation>
    </message>
    <message>
        <source>Choose one of the list.</source>
        <translation>请从列表中选一个。</translation>
    </message>
    <message>
        <source>Write a number.</source>
        <translation>请写一个数。</translation>
    </message>
    <message>
        <source>Write a whole number.</source>
        <translation>请写一个整数。</translation>
    </message>
    <message>
        <source>Write JSON, such as [1, 2] or {&quot;key&quot;: &quot;value&quot;}.</source>
        <translation>请写 JSON，例如 [1, 2] 或 {&quot;key&quot;: &quot;value&quot;}。</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>这一项必须填写。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::AudioWizardViewModel</name>
    <message>
        <source>Hold to talk</source>
        <translation>按住说话</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Full duplex</source>
        <translation>全双工</translation>
    </message>
    <message>
        <source>too quiet</source>
        <translation>太轻</translation>
    </message>
    <message>
        <source>just right</source>
        <translation>正好</translation>
    </message>
    <message>
        <source>too loud</source>
        <translation>太响</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Your voice</source>
        <translation>你的声音</translation>
    </message>
    <message>
        <source>heard back</source>
        <translation>已回放</translation>
    </message>
    <message>
        <source>Echo</source>
        <translation>回声</translation>
    </message>
    <message>
        <source>How to talk</source>
        <translation>说话方式</translation>
    </message>
    <message>
        <source>Where do you talk and listen?</source>
        <translation>用什么说，用什么听？</translation>
    </message>
    <message>
        <source>Speak as you usually do</source>
        <translation>像平时一样说话</translation>
    </message>
    <message>
        <source>Hear what Myna hears</source>
        <translation>听听 Myna 听到的声音</translation>
    </message>
    <message>
        <source>Listening for the echo</source>
        <translation>正在听回声</translation>
    </message>
    <message>
        <source>Does Myna hear itself?</source>
        <translation>Myna 会听到自己吗？</translation>
    </message>
    <message>
        <source>How do you want to talk?</source>
        <translation>想怎么说话？</translation>
    </message>
    <message>
        <source>Everything is set</source>
        <translation>一切就绪</translation>
    </message>
    <message>
        <source>Choose a microphone and a loudspeaker. “System default” follows you when you plug in a headset.</source>
        <translation>选择麦克风和扬声器。选“系统默认”时，插上耳机会自动切换。</translation>
    </message>
    <message>
        <source>Say a few words from where you usually sit. The bar should stay in the marked part.</source>
        <translation>坐在平时的位置说几句话。音量条应当停在标出的范围内。</translation>
    </message>
    <message>
        <source>Press the button and read the sentence. It is played back to you, just as it would be sent.</source>
        <translation>按下按钮，读出这句话。它会按将要发送的样子回放给你听。</translation>
    </message>
    <message>
        <source>You hear a few sounds. Please stay quiet until they are over.</source>
        <translation>你会听到几声测试音。结束之前请保持安静。</translation>
    </message>
    <message>
        <source>Myna plays a few sounds and listens to how much of them comes back. It takes about five seconds.</source>
        <translation>Myna 会放几声测试音，听听有多少传回来。大约需要五秒。</translation>
    </message>
    <message>
        <source>You can repeat this at any time: Settings, Sound, Check microphone and loudspeaker.</source>
        <translation>随时可以再来一次：设置、声音、检查麦克风和扬声器。</translation>
    </message>
    <message>
        <source>Myna may not use the microphone</source>
        <translation>Myna 没有使用麦克风的权限</translation>
    </message>
    <message>
        <source>The microphone does not work</source>
        <translation>麦克风用不了</translation>
    </message>
    <message>
        <source>Nothing is heard</source>
        <translation>什么也没听到</translation>
    </message>
    <message>
        <source>This microphone gives nothing but silence. It may be muted by a key or a switch, turned down in the system&apos;s settings, or another one than you think.</source>
        <translation>这个麦克风一点声音也没有。可能被按键或开关静音了，可能在系统设置里音量为零，也可能不是你想用的那一个。</translation>
    </message>
    <message>
        <source>Nothing was recorded</source>
        <translation>没有录到声音</translation>
    </message>
    <message>
        <source>The recording is silent or too short. Hold the microphone closer, and read the whole sentence.</source>
        <translation>录音没有声音或太短。离麦克风近一点，把整句话读完。</translation>
    </message>
    <message>
        <source>The test did not finish</source>
        <translation>测试没有完成</translation>
    </message>
    <message>
        <source>The sound system did not answer in time. Another program may use the device.</source>
        <translation>声音系统没有及时响应。设备可能正被其他程序占用。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Choose another device</source>
        <translation>换一个设备</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>重新录音</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>再测一次</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Start talking</source>
        <translation>开始说话</translation>
    </message>
    <message>
        <source>Continue anyway</source>
        <translation>仍然继续</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Skip this step</source>
        <translation>跳过这一步</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Speak now</source>
        <translation>请说话</translation>
    </message>
    <message>
        <source>Too quiet. Come closer, or turn the microphone up in the system&apos;s settings.</source>
        <translation>太轻了。靠近一点，或在系统设置里调高麦克风音量。</translation>
    </message>
    <message>
        <source>Just right</source>
        <translation>正好</translation>
    </message>
    <message>
        <source>Too loud. Move back a little, or turn the microphone down in the system&apos;s settings.</source>
        <translation>太响了。离远一点，或在系统设置里调低麦克风音量。</translation>
    </message>
    <message>
        <source>The quick brown myna learns every word you teach it.</source>
        <translation>树上的八哥学会了你教它的每一句话。</translation>
    </message>
    <message>
        <source>The echo was not tested, so nothing is suggested. You can change this at any time below the talk button.</source>
        <translation>没有测回声，所以没有推荐。以后随时可以在说话按钮下面更改。</translation>
    </message>
    <message>
        <source>Without a headset Myna may hear its own voice in this mode and answer itself.</source>
        <translation>不戴耳机时，这种方式下 Myna 可能听到自己的声音，自问自答。</translation>
    </message>
    <message>
        <source>In this mode Myna may hear its own voice. The echo test tells whether it works here.</source>
        <translation>这种方式下 Myna 可能听到自己的声音。做一次回声测试就知道这里行不行。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::AuditListModel</name>
    <message>
        <source>Done, you agreed</source>
        <translation>已完成，您同意了</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Did not work</source>
        <translation>未成功</translation>
    </message>
    <message>
        <source>Took too long</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>The assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>You</source>
        <translation>您</translation>
    </message>
    <message>
        <source>Scene “%1”</source>
        <translation>场景“%1”</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::AuditViewModel</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>请求者</translation>
    </message>
    <message>
        <source>You said</source>
        <translation>您说过</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>返回内容</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) saved as %1</source>
        <translation>
            <numerusform>已将 %n 条调用保存为 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The list of tool calls is empty now.</source>
        <translation>工具调用记录已清空。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ConversationListModel</name>
    <message>
        <source>%1, %2, %3. %4</source>
        <comment>day, time, title, details</comment>
        <translation>%1，%2，%3。%4</translation>
    </message>
    <message>
        <source>%1, starred</source>
        <translation>%1，已加星标</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没有回答</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::DeviceListModel</name>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>正在听</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>正在想</translation>
    </message>
    <message>
        <source>speaking</source>
        <translation>正在说</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::EchoTexts</name>
    <message>
        <source>You can talk while Myna talks</source>
        <translation>Myna 说话时你也可以说</translation>
    </message>
    <message>
        <source>Take turns with Myna</source>
        <translation>和 Myna 轮流说话</translation>
    </message>
    <message>
        <source>No echo at all</source>
        <translation>完全没有回声</translation>
    </message>
    <message>
        <source>The microphone heard nothing</source>
        <translation>麦克风什么也没听到</translation>
    </message>
    <message>
        <source>Nothing was played</source>
        <translation>没有播放出声音</translation>
    </message>
    <message>
        <source>It is too loud here for this test</source>
        <translation>这里太吵，测不了</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>已消除</translation>
    </message>
    <message>
        <source>some is left</source>
        <translation>还有一些</translation>
    </message>
    <message>
        <source>none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测出</translation>
    </message>
    <message>
        <source>The microphone hears the loudspeaker %1 ms late and Myna removes %2 dB of it, so you can interrupt by speaking.</source>
        <translation>麦克风会晚 %1 毫秒听到扬声器的声音，Myna 能消除其中的 %2 dB，因此您可以随时开口打断。</translation>
    </message>
    <message>
        <source>The microphone hears the loudspeaker %1 ms late and Myna removes only %2 dB of it, so Myna listens after speaking. Turn the loudspeaker down or use a headset to be able to interrupt.</source>
        <translation>麦克风会晚 %1 毫秒听到扬声器的声音，而 Myna 只能消除其中的 %2 dB，因此 Myna 会说完再听。若想随时打断，请调低扬声器或使用耳机。</translation>
    </message>
    <message>
        <source>The loudspeaker is so loud that it overdrives the microphone, so Myna listens after speaking. Turn one of them down and test again.</source>
        <translation>扬声器太响，使麦克风过载，因此 Myna 会说完再听。请调低其中之一，然后重新测试。</translation>
    </message>
    <message>
        <source>The microphone does not hear the loudspeaker, as with a headset, so you can interrupt by speaking.</source>
        <translation>麦克风听不到扬声器的声音，就像戴着耳机一样，因此您可以随时开口打断。</translation>
    </message>
    <message>
        <source>It is too loud around the microphone to hear the test sound. Test again when it is quieter.</source>
        <translation>麦克风周围太吵，听不到测试音。请在安静一些时重新测试。</translation>
    </message>
    <message>
        <source>No sound came from the microphone. Check that it is connected, then test again.</source>
        <translation>没有收到麦克风的声音。请检查麦克风是否已连接，然后重新测试。</translation>
    </message>
    <message>
        <source>The microphone delivers nothing but silence. Check that it is not muted, here or by a switch of its own.</source>
        <translation>麦克风只传来静音。请检查它是否在这里或被自身的开关静音。</translation>
    </message>
    <message>
        <source>The microphone stopped in the middle of the test. Check that it is connected, then test again.</source>
        <translation>麦克风在测试途中停止了。请检查它是否已连接，然后重新测试。</translation>
    </message>
    <message>
        <source>Nothing was played. Check that a loudspeaker is connected and that its volume is not zero.</source>
        <translation>没有播放任何声音。请检查扬声器是否已连接，音量是否不为零。</translation>
    </message>
    <message>
        <source>There is no microphone to test. Connect one or choose it in the settings.</source>
        <translation>没有可测试的麦克风。请连接一个，或在设置中选择。</translation>
    </message>
    <message>
        <source>There is no loudspeaker to test. Connect one or choose it in the settings.</source>
        <translation>没有可测试的扬声器。请连接一个，或在设置中选择。</translation>
    </message>
    <message>
        <source>The echo is removed well enough, so you can interrupt Myna just by speaking.</source>
        <translation>回声消除得足够好，你一开口就能打断 Myna。</translation>
    </message>
    <message>
        <source>With this headset there is no echo, so you can interrupt Myna just by speaking.</source>
        <translation>用这副耳机没有回声，你一开口就能打断 Myna。</translation>
    </message>
    <message>
        <source>Some echo is left, and Myna would hear itself. It listens again as soon as it has finished.</source>
        <translation>还剩一些回声，Myna 会听到自己。所以它说完后才重新开始听。</translation>
    </message>
    <message>
        <source>In a loud room the button tells best when you have finished.</source>
        <translation>房间吵的时候，用按钮最能说明你什么时候说完了。</translation>
    </message>
    <message>
        <source>The echo could not be measured, so nothing is suggested. You can change this at any time below the talk button.</source>
        <translation>测不出回声，所以没有推荐。以后随时可以在说话按钮下面更改。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::HistoryChoices</name>
    <message>
        <source>Until you delete it</source>
        <translation>直到你删除</translation>
    </message>
    <message>
        <source>One year</source>
        <translation>一年</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::HistoryViewModel</name>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message numerus="yes">
        <source>%1 %n turn(s) of this session wait to be written.</source>
        <extracomment>%1: what is wrong</extracomment>
        <translation>
            <numerusform>%1 本次有 %n 轮对话等待写入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %n older one(s) could not wait and are lost.</source>
        <translation>
            <numerusform>%1 更早的 %n 轮等不及，已经丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>The conversation was deleted.</source>
        <translation>对话已删除。</translation>
    </message>
    <message>
        <source>The turn was deleted.</source>
        <translation>这一轮已删除。</translation>
    </message>
    <message>
        <source>The whole history was deleted.</source>
        <translation>全部历史已删除。</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) saved as %1</source>
        <translation>
            <numerusform>已将 %n 段对话保存为 %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::HomeViewModel</name>
    <message>
        <source>Connecting …</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Connected. No thing has announced itself yet.</source>
        <translation>已连接，还没有设备声明自己。</translation>
    </message>
    <message numerus="yes">
        <source>Connected, %n thing(s)</source>
        <translation>
            <numerusform>已连接，%n 个设备</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more cannot be shown.</source>
        <translation>
            <numerusform>另有 %n 个无法显示。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not connected. Myna keeps trying.</source>
        <translation>未连接，Myna 会继续尝试。</translation>
    </message>
    <message>
        <source>The password could not be kept, so you will have to enter it again next time. %1</source>
        <translation>无法保存密码，下次需要重新输入。%1</translation>
    </message>
    <message>
        <source>Myna finds it</source>
        <translation>由 Myna 判断</translation>
    </message>
    <message>
        <source>The lamp on the screen</source>
        <translation>屏幕上的灯</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::MusicChoices</name>
    <message>
        <source>This system has no folder for music. Choose one, and the assistant can play what is in it.</source>
        <translation>系统没有音乐文件夹。选择一个文件夹，助手就能播放其中的音乐。</translation>
    </message>
    <message>
        <source>%1: being searched</source>
        <translation>%1：正在查找</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n piece(s) that the assistant can play</source>
        <translation>
            <numerusform>%1：助手可以播放 %n 首</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::OwnTools</name>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::PairingTexts</name>
    <message>
        <source>Identity</source>
        <translation>设备身份</translation>
    </message>
    <message>
        <source>Version check</source>
        <translation>版本检查</translation>
    </message>
    <message>
        <source>Activation code</source>
        <translation>激活码</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>The identity could not be kept safe</source>
        <translation>设备身份没能安全保存</translation>
    </message>
    <message>
        <source>The server could not be asked</source>
        <translation>没能询问服务器</translation>
    </message>
    <message>
        <source>The code was not accepted</source>
        <translation>激活码未被接受</translation>
    </message>
    <message>
        <source>The server did not confirm</source>
        <translation>服务器没有确认</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Change address</source>
        <translation>更改地址</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>换一个激活码</translation>
    </message>
    <message>
        <source>Use a new identity</source>
        <translation>使用新的身份</translation>
    </message>
    <message>
        <source>Unlock the keychain</source>
        <translation>解锁钥匙串</translation>
    </message>
    <message>
        <source>Keep it in a file only you can read</source>
        <translation>保存到只有我能读取的文件</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>启动服务器</translation>
    </message>
    <message numerus="yes">
        <source>valid for %n hour(s)</source>
        <translation>
            <numerusform>%n 小时内有效</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>valid for %n minute(s)</source>
        <translation>
            <numerusform>%n 分钟内有效</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare the fingerprint</source>
        <translation>核对指纹</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::PairingViewModel</name>
    <message>
        <source>this computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>did not work</source>
        <translation>没有成功</translation>
    </message>
    <message>
        <source>making one for this server</source>
        <translation>正在为这台服务器生成</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>device id · where its secret is kept</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>asking %1</source>
        <translation>正在询问 %1</translation>
    </message>
    <message>
        <source>answered in %1 ms</source>
        <translation>%1 毫秒内应答</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>not needed, the server knows you</source>
        <translation>不需要，服务器已认识你</translation>
    </message>
    <message>
        <source>waiting for you</source>
        <translation>等待你操作</translation>
    </message>
    <message>
        <source>ready to talk</source>
        <translation>可以对话了</translation>
    </message>
    <message>
        <source>fetching where to connect</source>
        <translation>正在获取连接地址</translation>
    </message>
    <message>
        <source>Ready to pair</source>
        <translation>可以配对</translation>
    </message>
    <message>
        <source>Almost done</source>
        <translation>就快好了</translation>
    </message>
    <message>
        <source>Asking the server</source>
        <translation>正在询问服务器</translation>
    </message>
    <message>
        <source>Approve this computer</source>
        <translation>批准这台电脑</translation>
    </message>
    <message>
        <source>Enter this code in the console</source>
        <translation>在控制台输入激活码</translation>
    </message>
    <message>
        <source>Paired</source>
        <translation>配对成功</translation>
    </message>
    <message>
        <source>Choose a server to begin.</source>
        <translation>请先选择服务器。</translation>
    </message>
    <message>
        <source>The server accepted this computer.</source>
        <translation>服务器已接受这台电脑。</translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>Waiting for your keychain. It may be asking for its password in another window.</source>
        <translation>正在等待钥匙串。它可能在另一个窗口里要求输入密码。</translation>
    </message>
    <message>
        <source>Waiting for an answer from %1. It may be slow or out of reach.</source>
        <translation>正在等待 %1 应答。它可能比较慢，或者无法连接。</translation>
    </message>
    <message>
        <source>The server runs here, so you are its owner. The code is the same one the server page shows.</source>
        <translation>服务器在本机运行，你就是它的主人。服务器页面上也是这个激活码。</translation>
    </message>
    <message>
        <source>Give this code to whoever runs %1. This page goes on by itself.</source>
        <translation>把激活码告诉 %1 的管理者。本页会自动继续。</translation>
    </message>
    <message>
        <source>Sign in, choose an agent, then “Add device”. This page goes on by itself.</source>
        <translation>登录后选择智能体，点“添加设备”。本页会自动继续。</translation>
    </message>
    <message>
        <source>This computer is paired with its own server.</source>
        <translation>这台电脑已与本机服务器配对。</translation>
    </message>
    <message>
        <source>This computer is paired with %1.</source>
        <translation>这台电脑已与 %1 配对。</translation>
    </message>
    <message>
        <source>waiting · try %1 of %2</source>
        <translation>等待中 · 第 %1/%2 次</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::RemindersViewModel</name>
    <message>
        <source>Timer</source>
        <translation>定时器</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>闹钟</translation>
    </message>
    <message>
        <source>Reminder</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日程</translation>
    </message>
    <message>
        <source>repeats</source>
        <translation>会重复</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>on weekdays</source>
        <translation>每个工作日</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>%1, all day</source>
        <translation>%1，全天</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>day, time</comment>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>in %n minute(s)</source>
        <translation>
            <numerusform>%n 分钟后</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hour(s)</source>
        <translation>
            <numerusform>%n 小时后</numerusform>
        </translation>
    </message>
    <message>
        <source>in %1 h %2 min</source>
        <translation>%1 小时 %2 分钟后</translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>%n 天后</numerusform>
        </translation>
    </message>
    <message>
        <source>Write what it is about.</source>
        <translation>请写下要提醒什么。</translation>
    </message>
    <message>
        <source>A timer runs for a minute at least.</source>
        <translation>定时器至少一分钟。</translation>
    </message>
    <message>
        <source>That time is past.</source>
        <translation>这个时间已经过去了。</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>正在响铃</translation>
    </message>
    <message>
        <source>Timers, alarms and reminders</source>
        <translation>定时器、闹钟和提醒</translation>
    </message>
    <message>
        <source>“%1” is removed.</source>
        <translation>已删除“%1”。</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>无法读取该文件：%1。</translation>
    </message>
    <message>
        <source>Nothing was imported. %1</source>
        <translation>没有导入任何内容。%1</translation>
    </message>
    <message numerus="yes">
        <source>Nothing was imported. The file has %n entries to come</source>
        <translation>
            <numerusform>没有导入任何内容。文件里有 %n 条未到期的日程</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, and there is room for %n more.</source>
        <translation>
            <numerusform>，但只能再放 %n 条。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything in this calendar is over.</source>
        <translation>这份日历里的日程都已经过去了。</translation>
    </message>
    <message>
        <source>This calendar is empty.</source>
        <translation>这份日历是空的。</translation>
    </message>
    <message numerus="yes">
        <source>%n entries are in your calendar now.</source>
        <translation>
            <numerusform>已有 %n 条日程放进了你的日历。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that are over were left out.</source>
        <translation>
            <numerusform>有 %n 条已经过去，没有导入。</numerusform>
        </translation>
    </message>
    <message>
        <source>The file cannot be written: %1.</source>
        <translation>无法写入该文件：%1。</translation>
    </message>
    <message>
        <source>The calendar is in %1.</source>
        <translation>日历已保存到 %1。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::RingViewModel</name>
    <message>
        <source>Timer</source>
        <translation>定时器</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>闹钟</translation>
    </message>
    <message>
        <source>Reminder</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日程</translation>
    </message>
    <message>
        <source>%1, was due at %2</source>
        <translation>%1，原定 %2</translation>
    </message>
    <message>
        <source>%1, due at %2</source>
        <translation>%1，时间 %2</translation>
    </message>
    <message>
        <source>was due at %1</source>
        <translation>原定 %1</translation>
    </message>
    <message>
        <source>due at %1</source>
        <translation>时间：%1</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerChoices</name>
    <message>
        <source>Type the address your server shows, for example http://192.168.1.5:8003/xiaozhi/ota/.</source>
        <translation>请填写服务器显示的地址，例如 http://192.168.1.5:8003/xiaozhi/ota/ 。</translation>
    </message>
    <message>
        <source>An address has no spaces in it.</source>
        <translation>地址中不能有空格。</translation>
    </message>
    <message>
        <source>This is not a complete address. It looks like http://192.168.1.5:8003/xiaozhi/ota/.</source>
        <translation>地址不完整。完整的地址类似 http://192.168.1.5:8003/xiaozhi/ota/ 。</translation>
    </message>
    <message>
        <source>This is the address for conversations. Pairing needs the OTA address, which begins with http:// or https://.</source>
        <translation>这是对话用的地址。配对需要 OTA 地址，以 http:// 或 https:// 开头。</translation>
    </message>
    <message>
        <source>The address has to begin with http:// or https://.</source>
        <translation>地址要以 http:// 或 https:// 开头。</translation>
    </message>
    <message>
        <source>The address has no host name in it.</source>
        <translation>地址里没有主机名。</translation>
    </message>
    <message>
        <source>The port has to be a number from 1 to 65535.</source>
        <translation>端口应该是 1 到 65535 之间的数字。</translation>
    </message>
    <message>
        <source>A name or password does not belong into the address.</source>
        <translation>地址里不要包含用户名或密码。</translation>
    </message>
    <message>
        <source>This is not a complete address. It looks like ws://192.168.1.5:8000/xiaozhi/v1/.</source>
        <translation>地址不完整。它应该像 ws://192.168.1.5:8000/xiaozhi/v1/ 这样。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerConfigViewModel</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 个警告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n 条提示</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Nothing is wrong with it.</source>
        <translation>没有问题。</translation>
    </message>
    <message>
        <source>At once: %1</source>
        <translation>立即生效：%1</translation>
    </message>
    <message>
        <source>With the next conversation: %1</source>
        <translation>下次对话生效：%1</translation>
    </message>
    <message>
        <source>After a restart of the server: %1</source>
        <translation>重启服务器后生效：%1</translation>
    </message>
    <message>
        <source>%1 · %2 · by %3</source>
        <translation>%1 · %2 · 来自 %3</translation>
    </message>
    <message>
        <source>Applied.</source>
        <translation>已应用。</translation>
    </message>
    <message>
        <source>Back to revision %1.</source>
        <translation>已恢复到第 %1 版。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerConsole</name>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>%1 · connecting</source>
        <translation>%1 · 正在连接</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n device(s)</source>
        <translation>
            <numerusform>%1 · %n 台设备</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · trying again</source>
        <translation>%1 · 正在重试</translation>
    </message>
    <message>
        <source>%1 · refused</source>
        <translation>%1 · 被拒绝</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerDay</name>
    <message>
        <source>Turns today</source>
        <translation>今日对话轮次</translation>
    </message>
    <message>
        <source>To first sound, P95</source>
        <translation>首个声音，P95</translation>
    </message>
    <message>
        <source>Own overhead, P95</source>
        <translation>自身开销，P95</translation>
    </message>
    <message>
        <source>Frames late</source>
        <translation>迟到的数据包</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerDevicesViewModel</name>
    <message>
        <source>here since %1</source>
        <translation>%1 起在线</translation>
    </message>
    <message>
        <source>last seen %1</source>
        <comment>a time or a date</comment>
        <translation>上次出现 %1</translation>
    </message>
    <message>
        <source>The name was changed.</source>
        <translation>名称已修改。</translation>
    </message>
    <message>
        <source>Saved. It takes effect with the next conversation.</source>
        <translation>已保存，下次对话时生效。</translation>
    </message>
    <message>
        <source>%1 says it.</source>
        <translation>%1 正在说。</translation>
    </message>
    <message>
        <source>%1 was asked.</source>
        <translation>已向 %1 提问。</translation>
    </message>
    <message>
        <source>%1 was disconnected. It may come back by itself.</source>
        <translation>%1 已断开，它可能会自己重新连接。</translation>
    </message>
    <message>
        <source>%1 is kept away until you release it.</source>
        <translation>%1 已被隔离，直到你解除。</translation>
    </message>
    <message>
        <source>%1 may come again.</source>
        <translation>%1 可以再次连接。</translation>
    </message>
    <message>
        <source>%1 was removed.</source>
        <translation>%1 已移除。</translation>
    </message>
    <message>
        <source>What was remembered of %1 is forgotten.</source>
        <translation>已清除 %1 的记忆。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerEnginesViewModel</name>
    <message>
        <source>Noticing speech</source>
        <translation>语音检测</translation>
    </message>
    <message>
        <source>Speech recognition</source>
        <translation>语音识别</translation>
    </message>
    <message>
        <source>Commands without a model</source>
        <translation>不经模型的指令</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>Seeing pictures</source>
        <translation>看图</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>嗓音</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>resting after failures</source>
        <translation>多次失败后暂停</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>not used yet</source>
        <translation>尚未使用</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>未选用</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n 次调用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 次失败</numerusform>
        </translation>
    </message>
    <message>
        <source>last %1</source>
        <translation>上次 %1</translation>
    </message>
    <message>
        <source>usually %1</source>
        <translation>通常 %1</translation>
    </message>
    <message>
        <source>P95 %1</source>
        <translation>P95 %1</translation>
    </message>
    <message>
        <source>Trying %1…</source>
        <translation>正在测试 %1…</translation>
    </message>
    <message>
        <source>It works: first result after %1.</source>
        <translation>正常：%1 后得到第一个结果。</translation>
    </message>
    <message>
        <source>It works, in %1.</source>
        <translation>正常，用时 %1。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerForms</name>
    <message>
        <source>The proxy needs a name and a port, such as proxy.example:3128.</source>
        <translation>代理需要主机名和端口，例如 proxy.example:3128。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerLogsViewModel</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>detail</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>This server does not hand out its log. It may be an older version; the log is in its data folder.</source>
        <translation>这台服务器没有提供日志，可能是旧版本；日志在它的数据文件夹里。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerMetricsViewModel</name>
    <message>
        <source>Connected devices</source>
        <translation>已连接的设备</translation>
    </message>
    <message>
        <source>Turns in a minute</source>
        <translation>每分钟对话轮次</translation>
    </message>
    <message>
        <source>To first sound, P95</source>
        <translation>首个声音，P95</translation>
    </message>
    <message>
        <source>Own overhead, P95</source>
        <translation>自身开销，P95</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>Waiting for engines</source>
        <translation>等待引擎</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>mean %1 ms · P95 %2 ms · longest %3 ms</source>
        <translation>平均 %1 毫秒 · P95 %2 毫秒 · 最长 %3 毫秒</translation>
    </message>
    <message>
        <source>This server does not tell how it does. It may be an older version.</source>
        <translation>这台服务器没有提供运行状况，可能是旧版本。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerTest</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>The server is well and waits for this computer to be paired.</source>
        <translation>服务器正常，正等待与本机配对。</translation>
    </message>
    <message>
        <source>Pair now</source>
        <translation>现在配对</translation>
    </message>
    <message>
        <source>Everything works. The whole way took %1 ms.</source>
        <translation>一切正常。全程用时 %1 毫秒。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServerViewModel</name>
    <message>
        <source>off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>running · no device yet</source>
        <translation>运行中 · 还没有设备</translation>
    </message>
    <message numerus="yes">
        <source>running · %n device(s)</source>
        <translation>
            <numerusform>运行中 · %n 台设备</numerusform>
        </translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>could not start</source>
        <translation>未能启动</translation>
    </message>
    <message>
        <source>Only this computer can reach it.</source>
        <translation>只有这台电脑可以连接。</translation>
    </message>
    <message>
        <source>Devices on the same network can reach it.</source>
        <translation>同一网络中的设备可以连接。</translation>
    </message>
    <message numerus="yes">
        <source>Reachable on %n network(s).</source>
        <translation>
            <numerusform>可从 %n 个网络连接。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was turned away: %2</source>
        <translation>%1 被拒绝：%2</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ServersViewModel</name>
    <message>
        <source>The server inside Myna</source>
        <translation>Myna 内置的服务器</translation>
    </message>
    <message>
        <source>The official service</source>
        <translation>官方服务</translation>
    </message>
    <message>
        <source>All of these servers are in the list already.</source>
        <translation>这些服务器都已经在列表里。</translation>
    </message>
    <message>
        <source>Added, with its identity: the server knows this computer as it knew py-xiaozhi. Do not run both at once.</source>
        <translation>已添加，并沿用原来的身份：服务器会把本机当作原来的 py-xiaozhi。请不要同时运行两者。</translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) added.</source>
        <translation>
            <numerusform>已添加 %n 台服务器。</numerusform>
        </translation>
    </message>
    <message>
        <source>Written to %1, without passwords, tokens and identities.</source>
        <translation>已写入 %1，不含密码、令牌和身份。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::SettingsViewModel</name>
    <message>
        <source>System default</source>
        <translation>系统默认</translation>
    </message>
    <message>
        <source>System default (%1)</source>
        <translation>系统默认（%1）</translation>
    </message>
    <message>
        <source>%1 (not plugged in)</source>
        <translation>%1（未连接）</translation>
    </message>
    <message>
        <source>A port is a number between 1 and 65535.</source>
        <translation>端口是 1 到 65535 之间的数字。</translation>
    </message>
    <message>
        <source>The two ports must differ. Choose another number for one of them.</source>
        <translation>两个端口不能相同，请改掉其中一个。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ShortcutViewModel</name>
    <message>
        <source>Hold %1 in any program to talk.</source>
        <translation>在任何程序里按住 %1 即可说话。</translation>
    </message>
    <message>
        <source>Your desktop has set it up: %1</source>
        <translation>桌面已设好按键：%1</translation>
    </message>
    <message>
        <source>Press one key, together with Ctrl, Alt or the like.</source>
        <translation>请按一个键，同时按住 Ctrl、Alt 等键。</translation>
    </message>
    <message>
        <source>Other programs need this key for typing. Press it together with Ctrl or Alt.</source>
        <translation>其他程序打字时要用这个键。请与 Ctrl 或 Alt 一起按。</translation>
    </message>
    <message>
        <source>Press %1 in any program to stop all tools.</source>
        <translation>在任何程序中按 %1 即可停用所有工具。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::StatisticsFigures</name>
    <message>
        <source>%1 · %2/s</source>
        <comment>bit rate, packets</comment>
        <translation>%1 · %2 包/秒</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>无声</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>How loud the microphone is before Myna works on it. While you speak, −40 to −12 dBFS is good.</source>
        <translation>麦克风未经 Myna 处理时的音量。说话时在 −40 到 −12 dBFS 之间为好。</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>The same after echo, noise and gain were dealt with: what the server hears. While you speak, −30 to −12 dBFS is good.</source>
        <translation>处理过回声、噪声和音量之后的声音，也就是服务器听到的。说话时在 −30 到 −12 dBFS 之间为好。</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>扬声器</translation>
    </message>
    <message>
        <source>How loud Myna plays right now.</source>
        <translation>Myna 现在播放的音量。</translation>
    </message>
    <message>
        <source>Noise floor</source>
        <translation>底噪</translation>
    </message>
    <message>
        <source>How loud the room is while nobody speaks. Below −50 dBFS is good.</source>
        <translation>没有人说话时房间有多响。低于 −50 dBFS 为好。</translation>
    </message>
    <message>
        <source>Echo loss in the room</source>
        <translation>房间中的回声衰减</translation>
    </message>
    <message>
        <source>How much quieter Myna&apos;s own voice comes back to the microphone. More is better; a headset gives 40 dB and more.</source>
        <translation>Myna 自己的声音回到麦克风时轻了多少。越大越好，戴耳机可达 40 dB 以上。</translation>
    </message>
    <message>
        <source>Removed by Myna</source>
        <translation>由 Myna 消除</translation>
    </message>
    <message>
        <source>off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>What the echo cancellation takes away on top of that. 10 dB and more is good.</source>
        <translation>回声消除在此之外又去掉的部分。10 dB 以上为好。</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>From playing a sound to hearing it again. Any value is fine as long as it stays the same.</source>
        <translation>从播放声音到再次听见它的时间。只要稳定，多少都可以。</translation>
    </message>
    <message>
        <source>Kept waiting</source>
        <translation>缓冲目标</translation>
    </message>
    <message>
        <source>How much sound Myna collects before it starts to speak. It follows the network: less is quicker, more is safer.</source>
        <translation>Myna 开口前先攒多少声音。它跟着网络变：少了更快，多了更稳。</translation>
    </message>
    <message>
        <source>Measured jitter</source>
        <translation>实测抖动</translation>
    </message>
    <message>
        <source>How unevenly the sound arrives. Below 40 ms is good.</source>
        <translation>声音到达得有多不均匀。低于 40 毫秒为好。</translation>
    </message>
    <message>
        <source>Waiting now</source>
        <translation>当前缓冲</translation>
    </message>
    <message>
        <source>Sound that has arrived and is not played yet. Servers often send ahead, so this may be seconds.</source>
        <translation>已经到达、还没播放的声音。服务器常会提前发送，所以可能有几秒。</translation>
    </message>
    <message>
        <source>Filled in</source>
        <translation>补齐</translation>
    </message>
    <message>
        <source>Speech that was lost on the way and guessed from what was around it. Below 1 % nobody hears it.</source>
        <translation>路上丢失、根据前后声音补上的部分。低于 1 % 没人听得出来。</translation>
    </message>
    <message>
        <source>Late · ran dry</source>
        <translation>迟到 · 断流</translation>
    </message>
    <message>
        <source>Packets that came after their time, and how often the loudspeaker had nothing to play in the middle of speech.</source>
        <translation>来得太晚的数据包，以及说话中途扬声器没有声音可放的次数。</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>往返时间</translation>
    </message>
    <message>
        <source>To the server and back. Below 150 ms a conversation feels immediate.</source>
        <translation>到服务器再回来的时间。低于 150 毫秒，对话感觉是即时的。</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上行</translation>
    </message>
    <message>
        <source>What goes to the server, and how many packets of sound. It is zero while Myna does not listen.</source>
        <translation>发往服务器的数据量和声音包数。Myna 不在听的时候为零。</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下行</translation>
    </message>
    <message>
        <source>What comes from the server, and how many packets of sound.</source>
        <translation>来自服务器的数据量和声音包数。</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>重连次数</translation>
    </message>
    <message>
        <source>How often the connection had to be made again since Myna was started. 0 is best.</source>
        <translation>Myna 启动以来重新连接的次数。0 最好。</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未发出</translation>
    </message>
    <message>
        <source>Pieces of your voice that were dropped because the network was too slow. 0 is best.</source>
        <translation>因为网络太慢而丢掉的语音片段。0 最好。</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>100 % is one whole core. In a conversation a few per cent are usual.</source>
        <translation>100 % 是一整个核心。对话时通常只占百分之几。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>What Myna keeps in memory, with everything it shares with other programs.</source>
        <translation>Myna 占用的内存，包括与其他程序共享的部分。</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Echo</source>
        <translation>回声</translation>
    </message>
    <message>
        <source>Arrival of the sound</source>
        <translation>声音的到达</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>by the sound system</source>
        <translation>由声音系统消除</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::StatisticsViewModel</name>
    <message>
        <source>typical %1 ms · longest %2 ms</source>
        <translation>通常 %1 ms · 最长 %2 ms</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::TalkViewModel</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>reconnecting</source>
        <translation>正在重连</translation>
    </message>
    <message>
        <source>reconnecting %1 of %2 · trying now</source>
        <translation>正在重连 %1/%2 · 正在尝试</translation>
    </message>
    <message>
        <source>reconnecting %1 of %2 · next try in %3 s</source>
        <translation>正在重连 %1/%2 · %3 秒后再试</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>not connected yet</source>
        <translation>尚未连接</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>正在听</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>正在想</translation>
    </message>
    <message>
        <source>speaking</source>
        <translation>正在说</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>没有连接</translation>
    </message>
    <message>
        <source>No server chosen</source>
        <translation>未选择服务器</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>name of the server, state</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>There is no connection to the server.</source>
        <translation>没有连接到服务器。</translation>
    </message>
    <message>
        <source>The connection to the server was lost.</source>
        <translation>与服务器的连接中断了。</translation>
    </message>
    <message>
        <source>I am listening.</source>
        <translation>我在听。</translation>
    </message>
    <message>
        <source>One moment, I am connecting.</source>
        <translation>稍等，我正在连接。</translation>
    </message>
    <message>
        <source>Let me think.</source>
        <translation>让我想想。</translation>
    </message>
    <message>
        <source>Hello. What can I do for you?</source>
        <translation>你好，有什么可以帮你？</translation>
    </message>
    <message>
        <source>The microphone stays open · press &lt;b&gt;Space&lt;/b&gt; or the button to send</source>
        <translation>麦克风保持打开 · 按&lt;b&gt;空格&lt;/b&gt;或按钮发送</translation>
    </message>
    <message>
        <source>Let go to send</source>
        <translation>松开发送</translation>
    </message>
    <message>
        <source>Just talk · press &lt;b&gt;Space&lt;/b&gt; or the button to end the conversation</source>
        <translation>直接说话 · 按&lt;b&gt;空格&lt;/b&gt;或按钮结束对话</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Space&lt;/b&gt; or the button, then just talk</source>
        <translation>按一下&lt;b&gt;空格&lt;/b&gt;或按钮，然后直接说话</translation>
    </message>
    <message>
        <source>Talk whenever you like, also while Myna speaks · press &lt;b&gt;Space&lt;/b&gt; to end</source>
        <translation>随时可以说话，Myna 说话时也可以 · 按&lt;b&gt;空格&lt;/b&gt;结束</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Space&lt;/b&gt; or the button, then talk whenever you like</source>
        <translation>按一下&lt;b&gt;空格&lt;/b&gt;或按钮，然后随时说话</translation>
    </message>
    <message>
        <source>round trip %1 ms</source>
        <translation>往返 %1 毫秒</translation>
    </message>
    <message>
        <source>%1 · %2 · muted</source>
        <comment>name of the server, state</comment>
        <translation>%1 · %2 · 已静音</translation>
    </message>
    <message>
        <source>You are muted. Nobody hears what you say.</source>
        <translation>麦克风已静音，没有人能听到你说的话。</translation>
    </message>
    <message>
        <source>Your microphone is muted · press &lt;b&gt;M&lt;/b&gt; to switch it on</source>
        <translation>麦克风已静音 · 按 &lt;b&gt;M&lt;/b&gt; 键打开</translation>
    </message>
    <message>
        <source>Keep the button down while you talk</source>
        <translation>说话时请一直按住按钮</translation>
    </message>
    <message>
        <source>Hold &lt;b&gt;Space&lt;/b&gt; or the button to talk · two quick taps keep it open</source>
        <translation>按住&lt;b&gt;空格&lt;/b&gt;或按钮说话 · 快速按两下保持打开</translation>
    </message>
    <message>
        <source>Next try in %1 s (%2 of %3)</source>
        <translation>%1 秒后重试（第 %2 次，共 %3 次）</translation>
    </message>
    <message>
        <source>Trying now (%1 of %2)</source>
        <translation>正在重试（第 %1 次，共 %2 次）</translation>
    </message>
    <message>
        <source>Go on talking. I am connecting, and keep what you say.</source>
        <translation>请接着说。我正在连接，你说的话都会留着。</translation>
    </message>
    <message>
        <source>Go on talking. I keep what you say until I am connected again.</source>
        <translation>请继续说。你说的话我先记着，连上后再发送。</translation>
    </message>
    <message>
        <source>I lost the connection.</source>
        <translation>连接断开了。</translation>
    </message>
    <message>
        <source>I cannot reach my server.</source>
        <translation>我连不上服务器。</translation>
    </message>
    <message>
        <source>Not allowed: %1</source>
        <translation>未允许：%1</translation>
    </message>
    <message>
        <source>Did not work: %1 – %2</source>
        <translation>没有成功：%1 – %2</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ToolPermissions</name>
    <message>
        <source>All servers</source>
        <translation>所有服务器</translation>
    </message>
    <message>
        <source>“%1” can show, change or send away what is yours. If you allow it, the assistant uses it whenever it thinks it should, without asking you. What it does stands in the list of calls.</source>
        <translation>“%1”可能会显示、更改或发送属于您的内容。如果允许，助手会在它认为需要时直接使用，不再询问您。它做过的事都会列在调用记录中。</translation>
    </message>
    <message>
        <source>“%1” uses it without asking.</source>
        <translation>“%1”使用时不会询问。</translation>
    </message>
    <message>
        <source>“%1” asks every time.</source>
        <translation>“%1”每次都会询问。</translation>
    </message>
    <message>
        <source>“%1” never uses it.</source>
        <translation>“%1”从不使用。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ToolQuestion</name>
    <message>
        <source>The assistant wants to:</source>
        <translation>助手想要：</translation>
    </message>
    <message>
        <source>The assistant of “%1” wants to:</source>
        <translation>“%1”的助手想要：</translation>
    </message>
    <message>
        <source>You want to:</source>
        <translation>您想要：</translation>
    </message>
    <message>
        <source>The scene “%1” wants to:</source>
        <translation>场景“%1”想要：</translation>
    </message>
    <message>
        <source>You said: “%1”</source>
        <translation>您说：“%1”</translation>
    </message>
    <message>
        <source>Always for “%1”</source>
        <translation>对“%1”始终允许</translation>
    </message>
    <message>
        <source>Always for this server</source>
        <translation>对该服务器始终允许</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ToolStop</name>
    <message>
        <source>All tools are stopped. The assistant can talk, but does nothing until you let it act again.</source>
        <translation>所有工具都已停止。助手仍可以说话，但在您重新允许之前不会执行任何操作。</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::ToolsViewModel</name>
    <message>
        <source>%1, never allowed</source>
        <translation>%1，永不允许</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::TranscriptModel</name>
    <message>
        <source>%1 (used: %2)</source>
        <translation>%1（用到：%2）</translation>
    </message>
    <message>
        <source>You said: %1</source>
        <translation>你说：%1</translation>
    </message>
    <message>
        <source>Myna said: %1</source>
        <translation>Myna 说：%1</translation>
    </message>
</context>
<context>
    <name>myna::viewmodels::WakeWordViewModel</name>
    <message>
        <source>“%1” can be listened for.</source>
        <translation>可以用“%1”来唤醒。</translation>
    </message>
    <message>
        <source>“%1” is in the list already.</source>
        <translation>列表里已经有“%1”了。</translation>
    </message>
    <message>
        <source>There are %1 phrases already. Remove one first.</source>
        <translation>已经有 %1 个唤醒词了，请先移除一个。</translation>
    </message>
</context>
</TS>
