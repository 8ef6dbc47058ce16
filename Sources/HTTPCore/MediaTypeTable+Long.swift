// Written by tools/media-types/generate from Debian's media-types 10.0.0: `make media-types`.
extension MediaTypeTable {
  /// Extensions of more than three letters, 481 of them, sorted by their bytes.
  package static let long: StaticString = """
    1clr=application/clr 3dml=text/vnd.in3d.3dml acutc=application/vnd.acucorp adts=audio/aac
    ahead=application/vnd.ahead.space aifc=audio/x-aiff aiff=audio/aiff
    aion=application/vnd.veritone.aion+json amlx=application/automationml-amlx+zip
    apex=application/vnd.apexlang apexlang=application/vnd.apexlang apkg=application/vnd.anki
    apng=image/apng appcache=text/cache-manifest apxml=application/auth-policy+xml
    arrow=application/vnd.apache.arrow.file arrows=application/vnd.apache.arrow.stream
    artisan=application/vnd.artisan+json ascii=text/vnd.ascii-art
    asice=application/vnd.etsi.asic-e+zip asics=application/vnd.etsi.asic-s+zip
    atfx=application/atfx atom=application/atom+xml atomcat=application/atomcat+xml
    atomdeleted=application/atomdeleted+xml atomsrv=application/atomserv+xml
    atomsvc=application/atomsvc+xml atxml=application/atxml avci=image/avci avcs=image/avcs
    avif=image/avif azw3=application/vnd.amazon.mobi8-ebook bcpio=application/x-bcpio
    bmed=multipart/vnd.bint.med-plus bmml=application/vnd.balsamiq.bmml+xml
    bmpr=application/vnd.balsamiq.bmpr book=application/x-maker btif=image/prs.btif
    c11amc=application/vnd.cluetrust.cartomobile-config
    c11amz=application/vnd.cluetrust.cartomobile-config-pkg c3ex=application/cccex
    cache=chemical/x-cache carjson=application/vnd.eu.kasparian.car+json
    cascii=chemical/x-cactvs-binary cbin=chemical/x-cactvs-binary cbor=application/cbor
    ccmp=application/ccmp+xml ccxml=application/ccxml+xml cdbcmsg=application/vnd.contact.cmsg
    cdfx=application/cdfx+xml cdkey=application/vnd.mediastation.cdkey
    cdmia=application/cdmi-capability cdmic=application/cdmi-container
    cdmid=application/cdmi-domain cdmio=application/cdmi-object cdmiq=application/cdmi-queue
    cdxml=application/vnd.chemdraw+xml cellml=application/cellml+xml
    chrt=application/vnd.kde.kchart class=application/java-vm
    clkk=application/vnd.crick.clicker.keyboard clkp=application/vnd.crick.clicker.palette
    clkt=application/vnd.crick.clicker.template clkw=application/vnd.crick.clicker.wordbank
    clkx=application/vnd.crick.clicker clue=application/clue_info+xml cmdf=chemical/x-cmdf
    cmsc=application/cms coffee=application/vnd.coffeescript copyright=text/vnd.debian.copyright
    coswid=application/swid+cbor cpio=application/x-cpio cpkg=application/vnd.xmpie.cpkg
    crtr=application/vnd.multiad.creator cryptomator=application/vnd.cryptomator.vault
    cryptonote=application/vnd.rig.cryptonote csml=chemical/x-csml csrattrs=application/csrattrs
    csvs=text/csv-schema ctab=chemical/x-cactvs-binary curl=text/vnd.curl dart=application/vnd.dart
    dataless=application/vnd.fdsn.seed davmount=application/davmount+xml
    ddeb=application/vnd.debian.binary-package deploy=application/octet-stream
    dfac=application/vnd.dreamfactory diff=text/x-diff dist=application/vnd.apple.installer+xml
    distz=application/vnd.apple.installer+xml dive=application/vnd.patentdive djvu=image/vnd.djvu
    docjson=application/vnd.document+json docm=application/vnd.ms-word.document.macroenabled.12
    docx=application/vnd.openxmlformats-officedocument.wordprocessingml.document
    dotm=application/vnd.ms-word.template.macroenabled.12
    dotx=application/vnd.openxmlformats-officedocument.wordprocessingml.template
    dpgraph=application/vnd.dpgraph dpkg=application/vnd.xmpie.dpkg drle=image/dicom-rle
    dssc=application/dssc+der dtshd=audio/vnd.dts.hd ebuild=application/vnd.gentoo.ebuild
    ecelp4800=audio/vnd.nuera.ecelp4800 ecelp7470=audio/vnd.nuera.ecelp7470
    ecelp9600=audio/vnd.nuera.ecelp9600 ecig=application/vnd.evolv.ecig.settings
    ecigprofile=application/vnd.evolv.ecig.profile ecigtheme=application/vnd.evolv.ecig.theme
    eclass=application/vnd.gentoo.eclass efif=application/vnd.picsel
    embl=chemical/x-embl-dl-nucleotide emma=application/emma+xml
    emotionml=application/emotionml+xml entity=application/vnd.nervana eps2=application/postscript
    eps3=application/postscript epsf=application/postscript epsi=application/postscript
    epub=application/epub+zip espass=application/vnd.espass-espass+zip fbdoc=application/x-maker
    fcdt=application/vnd.adobe.formscentral.fcdt fchk=chemical/x-gaussian-checkpoint
    fe_launch=application/vnd.denovo.fcselayout-link finf=application/fastinfoset fits=image/fits
    flac=audio/flac frame=application/x-maker fxpl=application/vnd.adobe.fxp
    gamin=chemical/x-gamess-input genozip=application/vnd.genozip geojson=application/geo+json
    gff3=text/gff3 glbin=application/gltf-buffer glbuf=application/gltf-buffer gltf=model/gltf+json
    gnumeric=application/x-gnumeric gpkg=application/geopackage+sqlite3 gram=application/srgs
    grxml=application/srgs+xml gsheet=application/urc-grpsheet+xml gtar=application/x-gtar
    hans=text/vnd.hans hbci=application/vnd.hbci heic=image/heic heics=image/heic-sequence
    heif=image/heif heifs=image/heif-sequence hej2=image/hej2k held=application/atsc-held+xml
    hpgl=application/vnd.hp-hpgl hpid=application/vnd.hp-hpid hpub=application/prs.hpub+zip
    hsj2=image/hsj2 htke=application/vnd.kenameaapp html=text/html iges=model/iges
    ignition=application/vnd.coreos.ignition+json imgcal=application/vnd.3lightssoftware.imagescal
    imscc=application/vnd.ims.imsccv1p1 info=application/x-info inkml=application/inkml+xml
    iota=application/vnd.astraea-software.iota ipfix=application/ipfix
    istc=application/vnd.veryant.thin istr=chemical/x-isostar isws=application/vnd.veryant.thin
    java=text/x-java jfif=image/jpeg jisp=application/vnd.jisp jnlp=application/x-java-jnlp-file
    joda=application/vnd.joost.joda-archive jpeg=image/jpeg jpg2=image/jp2 jpgm=image/jpm
    jphc=image/jphc json=application/json json-patch=application/json-patch+json
    jsonl=application/jsonl jsonld=application/ld+json jsontd=application/td+json
    jsontm=application/tm+json jxra=image/jxra jxrs=image/jxrs jxsc=image/jxsc jxsi=image/jxsi
    jxss=image/jxss karbon=application/vnd.kde.karbon keynote=application/vnd.apple.keynote
    ktx2=image/ktx2 lasjson=application/vnd.las.las+json lasxml=application/vnd.las.las+xml
    latex=application/x-latex lhzd=application/vnd.belightsoft.lhzd+zip
    lhzl=application/vnd.belightsoft.lhzl+zip line=application/vnd.nebumind.line
    link66=application/vnd.route66.link66+xml list3820=application/vnd.afpc.modca
    listafp=application/vnd.afpc.modca loas=audio/usac loom=application/vnd.loom
    lostsyncxml=application/lostsync+xml lostxml=application/lost+xml
    m3u8=application/vnd.apple.mpegurl mads=application/mads+xml maei=application/mmt-aei+xml
    mail=message/rfc822 maker=application/x-maker manifest=text/cache-manifest
    markdown=text/markdown mbox=application/mbox mcif=chemical/x-mmcif mesh=model/mesh
    meta4=application/metalink4+xml mets=application/mets+xml mhas=audio/mhas midi=audio/midi
    mjp2=video/mj2 mmdb=application/vnd.maxmind.maxmind-db mmod=chemical/x-macromodel-input
    model-inter=application/vnd.vd-study mods=application/mods+xml mol2=application/vnd.sybyl.mol2
    moml=model/vnd.moml+xml mopcrt=chemical/x-mopac-input movie=video/x-sgi-movie
    mp21=application/mp21 mpdd=application/dashdelta mpeg=video/mpeg mpega=audio/mpeg
    mpg4=video/mp4 mpga=audio/mpeg mpkg=application/vnd.apple.installer+xml
    mrcx=application/marcxml+xml mseed=application/vnd.fdsn.mseed mseq=application/vnd.mseq
    msty=application/vnd.muvee.style multitrack=audio/vnd.presonus.multitrack
    musd=application/mmt-usd+xml mxmf=audio/mobile-xmf mxml=application/xv+xml
    ndjson=application/x-ndjson nebul=application/vnd.nebumind.line
    ngdat=application/vnd.nokia.n-gage.data nimn=application/vnd.nimn nitf=application/vnd.nitf
    notebook=application/vnd.smart.notebook numbers=application/vnd.apple.numbers
    obgx=application/vnd.openblox.game+xml ogex=model/vnd.opengex onepkg=application/onenote
    onetmp=application/onenote onetoc2=application/onenote oprc=application/vnd.palm opus=audio/ogg
    oxlicg=application/vnd.oxli.countgraph oxps=application/oxps
    package=application/vnd.autopackage pages=application/vnd.apple.pages
    parquet=application/vnd.apache.parquet patch=text/x-diff pcap=application/vnd.tcpdump.pcap
    pkipath=application/pkix-pkipath portpkg=application/vnd.macports.portpkg
    potm=application/vnd.ms-powerpoint.template.macroenabled.12
    potx=application/vnd.openxmlformats-officedocument.presentationml.template
    ppam=application/vnd.ms-powerpoint.addin.macroenabled.12 ppkg=application/vnd.xmpie.ppkg
    ppsm=application/vnd.ms-powerpoint.slideshow.macroenabled.12
    ppsx=application/vnd.openxmlformats-officedocument.presentationml.slideshow
    pptm=application/vnd.ms-powerpoint.presentation.macroenabled.12
    ppttc=application/vnd.think-cell.ppttc+json
    pptx=application/vnd.openxmlformats-officedocument.presentationml.presentation
    preminet=application/vnd.preminet provn=text/provenance-notation
    provx=application/provenance+xml pseg3820=application/vnd.afpc.modca psfs=application/vnd.psfs
    psid=audio/prs.sid pskcxml=application/pskc+xml ptid=application/vnd.pvi.ptid1
    ptrom=application/vnd.snesdev-page-table pyox=model/vnd.pytha.pyox
    qcall=application/vnd.ericsson.quickcall quiz=application/vnd.quobject-quoxdocument
    quox=application/vnd.quobject-quoxdocument rapd=application/route-apd+xml
    rcprofile=application/vnd.ipunplugged.rcprofile rdf-crypt=application/prs.rdf-xml-crypt
    relo=application/p2p-overlay+xml reload=application/vnd.resilient.logic
    request=application/vnd.nervana rfcxml=application/rfc+xml rgbe=image/vnd.radiance
    roff=text/troff rpss=application/vnd.nokia.radio-presets
    rpst=application/vnd.nokia.radio-preset rsat=application/atsc-rsat+xml
    rsheet=application/urc-ressheet+xml rusd=application/route-usd+xml
    s3df=application/vnd.sealed.3df sarif=application/sarif+json
    sarif-external-properties=application/sarif-external-properties+json scala=text/x-scala
    scim=application/scim+json scld=application/vnd.doremir.scorecloud-binary-document
    scsf=application/vnd.sealed.csf sdkd=application/vnd.solent.sdkm+xml
    sdkm=application/vnd.solent.sdkm+xml sdoc=application/vnd.sealed.doc
    seed=application/vnd.fdsn.seed sema=application/vnd.sema semd=application/vnd.semd
    semf=application/vnd.semf seml=application/vnd.sealed.eml senml=application/senml+json
    senml-etchc=application/senml-etch+cbor senml-etchj=application/senml-etch+json
    senmlc=application/senml+cbor senmle=application/senml-exi senmlx=application/senml+xml
    sensml=application/sensml+json sensmlc=application/sensml+cbor sensmle=application/sensml-exi
    sensmlx=application/sensml+xml sfd-hdstx=application/vnd.hydrostatix.sof-data
    sgif=image/vnd.sealedmedia.softseal.gif sgml=text/sgml shaclc=text/shaclc
    shar=application/x-shar shex=text/shex shtml=text/html sieve=application/sieve silo=model/mesh
    sitx=application/x-stuffit sjpg=image/vnd.sealedmedia.softseal.jpg slaz=application/vnd.scribus
    sldm=application/vnd.ms-powerpoint.slide.macroenabled.12
    sldx=application/vnd.openxmlformats-officedocument.presentationml.slide
    smht=application/vnd.sealed.mht smil=application/smil+xml
    smov=video/vnd.sealedmedia.softseal.mov smp3=audio/vnd.sealedmedia.softseal.mpeg
    smpg=video/vnd.sealed.mpeg1 smzip=application/vnd.stepmania.package sofa=audio/sofa
    spdf=application/vnd.sealedmedia.softseal.pdf spdx=text/spdx spng=image/vnd.sealed.png
    spot=text/vnd.in3d.spot sppt=application/vnd.sealed.ppt sqlite=application/vnd.sqlite3
    sqlite3=application/vnd.sqlite3 ssml=application/ssml+xml
    ssvc=application/vnd.crypto-shade-file sswf=video/vnd.sealed.swf step=model/step
    stif=application/vnd.sealed.tiff stix=application/stix+json
    stml=application/vnd.sealedmedia.softseal.html stpnc=application/p21 stpx=model/step+xml
    stpxz=model/step-xml+zip stpz=model/step+zip study-inter=application/vnd.vd-study
    susp=application/vnd.sus-calendar sv4cpio=application/x-sv4cpio sv4crc=application/x-sv4crc
    swidtag=application/swid+xml sxls=application/vnd.sealed.xls taglet=application/vnd.mynfc
    tamp=application/vnd.onepagertamp tamx=application/vnd.onepagertamx
    tatp=application/vnd.onepagertatp tatx=application/vnd.onepagertatx
    tcap=application/vnd.3gpp2.tcap teacher=application/vnd.smart.teacher
    teicorpus=application/tei+xml texi=application/x-texinfo texinfo=application/x-texinfo
    text=text/plain thmx=application/vnd.ms-officetheme tiff=image/tiff
    tlclient=application/vnd.cendio.thinlinc.clientconf tnef=application/vnd.ms-tnef
    toml=application/toml torrent=application/x-bittorrent tree=application/vnd.rainstor.data
    trig=application/trig ttml=application/ttml+xml twds=application/vnd.simtech-mindmapper
    u8dsn=message/global-delivery-status u8hdr=message/global-headers
    u8mdn=message/global-disposition-notification u8msg=message/global
    udeb=application/vnd.debian.binary-package ufdl=application/vnd.ufdl
    unityweb=application/vnd.unity uoml=application/vnd.uoml+xml urim=application/vnd.uri-map
    urimap=application/vnd.uri-map uris=text/uri-list usda=model/vnd.usda usdz=model/vnd.usdz+zip
    ustar=application/x-ustar uvva=audio/vnd.dece.audio uvvd=application/vnd.dece.data
    uvvf=application/vnd.dece.data uvvg=image/vnd.dece.graphic uvvh=video/vnd.dece.hd
    uvvi=image/vnd.dece.graphic uvvm=video/vnd.dece.mobile uvvp=video/vnd.dece.pd
    uvvs=video/vnd.dece.sd uvvt=application/vnd.dece.ttml+xml uvvu=video/vnd.dece.mp4
    uvvv=video/vnd.dece.video uvvx=application/vnd.dece.unspecified uvvz=application/vnd.dece.zip
    vbox=application/vnd.previewsystems.box vcard=text/vcard viaframe=application/vnd.tml
    vrml=model/vrml vtnstd=application/vnd.veritone.aion+json vxml=application/voicexml+xml
    wadl=application/vnd.sun.wadl+xml wafl=application/vnd.wasmflow.wafl wasm=application/wasm
    wbmp=image/vnd.wap.wbmp wbxml=application/vnd.wap.wbxml weba=audio/webm webm=video/webm
    webmanifest=application/manifest+json webp=image/webp wgsl=text/wgsl
    wlnk=application/link-format wmlc=application/vnd.wap.wmlc wmls=text/vnd.wap.wmlscript
    wmlsc=application/vnd.wap.wmlscriptc woff=font/woff woff2=font/woff2 wsdl=application/wsdl+xml
    wspolicy=application/wspolicy+xml x3db=model/x3d+fastinfoset x3dv=model/x3d-vrml
    x3dvz=model/x3d-vrml x3dz=model/x3d+xml xcos=application/x-scilab-xcos
    xdssc=application/dssc+xml xfdf=application/xfdf xfdl=application/vnd.xfdl
    xhtm=application/xhtml+xml xhtml=application/xhtml+xml xhvml=application/xv+xml
    xlam=application/vnd.ms-excel.addin.macroenabled.12 xlim=application/vnd.xmpie.xlim
    xlsb=application/vnd.ms-excel.sheet.binary.macroenabled.12
    xlsm=application/vnd.ms-excel.sheet.macroenabled.12
    xlsx=application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
    xltm=application/vnd.ms-excel.template.macroenabled.12
    xltx=application/vnd.openxmlformats-officedocument.spreadsheetml.template
    xmls=application/dskpp+xml xmt_bin=model/vnd.parasolid.transmit.binary
    xmt_txt=model/vnd.parasolid.transmit.text
    xodp=application/vnd.collabio.xodocuments.presentation
    xods=application/vnd.collabio.xodocuments.spreadsheet
    xodt=application/vnd.collabio.xodocuments.document
    xotp=application/vnd.collabio.xodocuments.presentation-template
    xots=application/vnd.collabio.xodocuments.spreadsheet-template
    xott=application/vnd.collabio.xodocuments.document-template xpak=application/vnd.gentoo.xpak
    xslt=application/xslt+xml xspf=application/xspf+xml xtel=chemical/x-xtel
    xvml=application/xv+xml xyze=image/vnd.radiance yaml=application/yaml yang=application/yang
    zirz=application/vnd.zul zone=text/dns
    """
}
